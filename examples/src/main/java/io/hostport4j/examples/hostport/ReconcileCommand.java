package io.hostport4j.examples.hostport;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.reconcile.Reconciler;
import io.hostport4j.core.reconcile.Reconciliation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport reconcile}. */
@Command(name = "reconcile", description = "Brings back the host ports of running containers, as the runtime's CNI cache lists them.")
final class ReconcileCommand implements Callable<Integer> {
    @Mixin
    private CacheOptions cache;

    @Option(names = "--dry-run", description = "Tells what is not as it should be, and changes nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<CachedAttachment> attachments = cache.attachments();
        boolean failed = false;
        for (Map.Entry<BackendOptions, List<HostPortRequest>> entry : CacheOptions.asked(attachments).entrySet()) {
            if (!entry.getValue().isEmpty()) {
                try (HostPorts hostPorts = HostPorts.open(entry.getKey())) {
                    Reconciler reconciler = new Reconciler(hostPorts);
                    Reconciliation reconciliation = dryRun ? reconciler.compare(entry.getValue()) : reconciler.reconcile(entry.getValue());
                    StateLines.print(reconciliation, out);
                    failed |= StateLines.anyFailed(reconciliation);
                }
            }
        }
        StateLines.printUnusable(attachments, out);
        return failed ? 1 : 0;
    }
}
