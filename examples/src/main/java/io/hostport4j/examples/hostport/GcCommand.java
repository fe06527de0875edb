package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport gc}. */
@Command(name = "gc", description = {"Takes back host ports of containers that are gone: those that the runtime's CNI cache does not list, or whose",
    "network namespace is gone. A cache that cannot be read wholly takes nothing away."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, or nothing to do", "1:could not be done", "2:wrong words on the command line"})
final class GcCommand implements Runnable {
    @Mixin
    private CacheOptions cache;

    @Option(names = "--name", paramLabel = "NETWORK", description = "Only this network's, also when the cache has no container of it (default: all that are in the cache).")
    private Optional<String> network = Optional.empty();

    @Option(names = "--dry-run", description = "Tells what would go, and changes nothing.")
    private boolean dryRun;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, List<AttachmentId>> valid = cache.valid();
        List<String> networks = network.map(List::of).orElseGet(() -> List.copyOf(valid.keySet()));
        List<Forward> gone = new ArrayList<>();
        try (HostPorts hostPorts = HostPorts.open(CacheOptions.usual())) {
            for (String name : networks) {
                List<AttachmentId> alive = valid.getOrDefault(name, List.of());
                gone.addAll(dryRun ? strays(hostPorts, name, alive) : hostPorts.retain(name, alive));
            }
        }
        output.print(spec.commandLine().getOut(), () -> lines(gone),
                () -> JsonObject.builder().putBool("dryRun", dryRun).putObjects("gone", gone.stream().map(ForwardJson::of).toList()).build());
    }

    private List<String> lines(List<Forward> gone) {
        return gone.isEmpty() ? List.of("nothing to take back")
                : gone.stream().map(forward -> (dryRun ? "would go  " : "gone      ") + forward).toList();
    }

    private static List<Forward> strays(HostPorts hostPorts, String network, List<AttachmentId> alive) {
        return hostPorts.list().stream().filter(forward -> forward.owner().isOf(network)
                && alive.stream().noneMatch(attachment -> attachment.owner().covers(forward.owner()))).toList();
    }
}
