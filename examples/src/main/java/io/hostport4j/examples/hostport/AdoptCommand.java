package io.hostport4j.examples.hostport;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.reconcile.Reconciler;
import io.hostport4j.core.reconcile.Reconciliation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport adopt}. */
@Command(name = "adopt", description = {"Gives running containers the host ports that were asked for when the plugin was not yet in their network's chain.",
    "Put the plugin into the chain first: its DEL takes them back."})
final class AdoptCommand implements Callable<Integer> {
    @Mixin
    private CacheOptions cache;

    @Option(names = "--dry-run", description = "Tells which host ports are missing, and changes nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<CachedAttachment> attachments = cache.attachments();
        List<HostPortRequest> ignored = CacheOptions.ignored(attachments);
        boolean failed = false;
        if (!ignored.isEmpty()) {
            try (HostPorts hostPorts = HostPorts.open(CacheOptions.usual())) {
                Reconciler reconciler = new Reconciler(hostPorts);
                Reconciliation reconciliation = dryRun ? reconciler.compare(ignored) : reconciler.reconcile(ignored);
                StateLines.print(reconciliation, out);
                failed = StateLines.anyFailed(reconciliation);
            }
        }
        StateLines.printUnusable(attachments, out);
        return failed ? 1 : 0;
    }
}
