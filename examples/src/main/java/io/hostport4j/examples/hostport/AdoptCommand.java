package io.hostport4j.examples.hostport;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.reconcile.AttachmentState;
import io.hostport4j.core.reconcile.Reconciler;
import io.hostport4j.core.reconcile.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport adopt}. */
@Command(name = "adopt", description = {"Gives running containers the host ports that were asked for when the plugin was not yet in their network's chain.",
    "Put the plugin into the chain first: its DEL takes them back."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, or nothing to do", "1:could not be done, for one of them at least", "2:wrong words on the command line"})
final class AdoptCommand implements Callable<Integer> {
    @Mixin
    private CacheOptions cache;

    @Option(names = "--dry-run", description = "Tells which host ports are missing, and changes nothing.")
    private boolean dryRun;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<CachedAttachment> attachments = cache.attachments();
        List<HostPortRequest> ignored = CacheOptions.ignored(attachments);
        List<AttachmentState> states = new ArrayList<>();
        if (!ignored.isEmpty()) {
            try (HostPorts hostPorts = HostPorts.open(CacheOptions.usual())) {
                Reconciler reconciler = new Reconciler(hostPorts);
                Reconciliation reconciliation = dryRun ? reconciler.compare(ignored) : reconciler.reconcile(ignored);
                states.addAll(reconciliation.states());
            }
        }
        List<String> skipped = StateLines.unusable(attachments);
        output.print(spec.commandLine().getOut(), () -> StateLines.lines(states, skipped), () -> StateJson.of(states, skipped));
        return states.stream().anyMatch(AttachmentState.Failed.class::isInstance) ? 1 : 0;
    }
}
