package io.hostport4j.examples.hostport;

import io.hostport4j.cni.install.ChainInstaller;
import io.hostport4j.cni.install.PluginInstaller;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.Owner;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hostport uninstall}. */
@Command(name = "uninstall", description = {"Takes out what install put in, and brings back what was there before.",
    "Of files that somebody changed since, only the plugin goes. Without --name it is all networks."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, or nothing to do", "1:could not be done", "2:wrong words on the command line"})
final class UninstallCommand implements Runnable {
    @Mixin
    private InstallOptions options;

    @Mixin
    private CacheOptions cache;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ChainInstaller chain = options.chain();
        PluginInstaller plugin = options.plugin();
        if (options.isDryRun()) {
            PlanLines.printWithDiff(chain.planUninstall(options.network()), out);
            PlanLines.print(plugin.planUninstall(), out);
            return;
        }
        List<String> served = served(plugin);
        PlanLines.print(chain.uninstall(options.network()), out);
        if (!chain.planUninstall(Optional.empty()).isEmpty()) {
            PlanLines.note("the plugin itself stays: other networks have it installed", out);
        } else if (!served.isEmpty()) {
            PlanLines.note("the plugin itself stays: the DEL of these containers needs it: " + String.join(", ", served)
                    + "; run this again when they are gone", out);
        } else {
            PlanLines.print(plugin.uninstall(), out);
        }
    }

    /** Who has host ports that only this plugin can take back; what the backend iptables wrote, the reference can. */
    private List<String> served(PluginInstaller plugin) {
        List<Owner> asked = cache.attachments().stream().filter(CachedAttachment.Asked.class::isInstance)
                .map(attachment -> ((CachedAttachment.Asked) attachment).request().attachment().owner()).toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        try (HostPorts hostPorts = HostPorts.open(CacheOptions.usual())) {
            List<Owner> owners = hostPorts.listKept().stream()
                    .filter(kept -> !(kept.backend().equals("iptables") && plugin.bringsOneBack()))
                    .map(kept -> kept.forward().owner()).toList();
            return asked.stream().filter(owner -> owners.stream().anyMatch(owner::covers)).map(Owner::text).distinct().toList();
        }
    }
}
