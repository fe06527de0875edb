package io.hostport4j.examples.hostport;

import io.hostport4j.cni.install.ChainInstaller;
import io.hostport4j.cni.install.ConfFile;
import io.hostport4j.cni.install.InstallRequest;
import io.hostport4j.cni.install.OtherNetworks;
import io.hostport4j.cni.install.PluginInstaller;
import io.hostport4j.core.HostPortRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport install}. */
@Command(name = "install", description = {"Puts the portmap plugin into a network's chain, and its command into the runtime's folder.",
    "Without --name it is the network that the runtime takes, which is that of the first file. What is replaced stays beside the new."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, or nothing to do", "1:could not be done", "2:wrong words on the command line"})
final class InstallCommand implements Runnable {
    @Mixin
    private InstallOptions options;

    @Mixin
    private CacheOptions cache;

    @Option(names = "--after", paramLabel = "TYPE",
            description = "The plugin comes right behind that of this type (default: at the end of the chain).")
    private Optional<String> after = Optional.empty();

    @Option(names = "--exclusive", description = "All other networks are put away, until uninstall.")
    private boolean exclusive;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ChainInstaller chain = options.chain();
        PluginInstaller plugin = options.plugin();
        InstallRequest request = new InstallRequest(options.network(), after, exclusive ? OtherNetworks.PUT_AWAY : OtherNetworks.STAY);
        if (options.isDryRun()) {
            PlanLines.print(plugin.planInstall(), out);
            PlanLines.printWithDiff(chain.planInstall(request), out);
            return;
        }
        // All that can be wrong is found before anything changes.
        chain.planInstall(request);
        Optional<String> problem = PluginProbe.of(Home.path()).problem();
        // In this order: a chain with a plugin that is not there yet would fail.
        PlanLines.print(plugin.install(), out);
        PlanLines.print(chain.install(request), out);
        problem.ifPresent(note -> PlanLines.note(note, out));
        new ClassArchive(plugin.installed()).make().ifPresent(note -> PlanLines.note(note, out));
        printNotCovered(out);
    }

    /** The chain that a container was attached with is the one that counts for it. */
    private void printNotCovered(PrintWriter out) {
        Set<String> covered = options.confFolder().files().stream().filter(ConfFile.Network.class::isInstance).map(ConfFile.Network.class::cast)
                .filter(ConfFile.Network::isCovered).map(ConfFile.Network::name).collect(Collectors.toSet());
        List<HostPortRequest> ignored = CacheOptions.ignored(cache.attachments()).stream()
                .filter(request -> covered.contains(request.attachment().network())).toList();
        if (!ignored.isEmpty()) {
            out.println("running containers that asked for host ports and have none:");
            ignored.forEach(request -> out.println("    " + request.attachment().owner().text()));
            out.println("this gives them their ports: hostport adopt" + cache.words());
        }
    }
}
