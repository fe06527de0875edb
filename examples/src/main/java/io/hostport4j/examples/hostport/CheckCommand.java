package io.hostport4j.examples.hostport;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.reconcile.AttachmentState;
import io.hostport4j.core.reconcile.Reconciler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostport check}. */
@Command(name = "check", description = {"Compares the host ports of running containers, as the runtime's CNI cache lists them, with what the node has.",
    "It changes nothing; reconcile mends what it finds."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is as it should be", "1:something is not, or could not be read", "2:wrong words on the command line"})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOption output;

    @Parameters(arity = "0..1", paramLabel = "NETWORK/CONTAINER[/INTERFACE]", converter = AttachmentConverter.class,
            description = "The attachment to look at (default: all).")
    private Optional<AttachmentId> only = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<CachedAttachment> attachments = cache.attachments();
        List<AttachmentState> states = new ArrayList<>();
        for (Map.Entry<BackendOptions, List<HostPortRequest>> entry : CacheOptions.asked(attachments).entrySet()) {
            List<HostPortRequest> asked = entry.getValue().stream()
                    .filter(request -> only.isEmpty() || only.get().equals(request.attachment())).toList();
            if (!asked.isEmpty()) {
                try (HostPorts hostPorts = HostPorts.open(entry.getKey())) {
                    states.addAll(new Reconciler(hostPorts).compare(asked).states());
                }
            }
        }
        if (only.isPresent() && states.isEmpty()) {
            throw new IllegalArgumentException("the cache has no running container " + only.get().owner().text()
                    + " whose host ports this plugin was asked for; \"hostport check\" alone lists those that it has");
        }
        List<String> skipped = only.isPresent() ? List.of() : StateLines.unusable(attachments);
        output.print(spec.commandLine().getOut(), () -> lines(states, skipped), () -> StateJson.of(states, skipped));
        return states.stream().allMatch(AttachmentState.Whole.class::isInstance) ? 0 : 1;
    }

    private static List<String> lines(List<AttachmentState> states, List<String> skipped) {
        List<String> lines = StateLines.lines(states, skipped);
        return lines.isEmpty() ? List.of("no running container asked for host ports") : lines;
    }
}
