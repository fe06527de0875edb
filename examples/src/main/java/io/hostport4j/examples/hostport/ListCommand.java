package io.hostport4j.examples.hostport;

import io.hostport4j.cni.runtime.ResultCacheException;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hostport list}. */
@Command(name = "list", description = {"Prints the host ports of this node, who owns them, where they lead, and which backend keeps them.",
    "CONNECTIONS are those that took a host port since it came there, SINCE is when the runtime had attached the container: what nothing",
    "counts, or what the runtime's cache does not name, is left out."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:could not be read", "2:wrong words on the command line"})
final class ListCommand implements Runnable {
    @Mixin
    private BackendOption backend;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (HostPorts hostPorts = HostPorts.open(backend.options())) {
            List<KeptForward> forwards = hostPorts.listKept();
            Since since = since();
            output.print(spec.commandLine().getOut(), () -> lines(forwards, since, hostPorts.backend()),
                    () -> ForwardJson.of(forwards, since, hostPorts.backend()));
        }
    }

    /** A cache that cannot be read keeps nobody from a list. */
    private Since since() {
        try {
            return new Since(cache.since());
        } catch (ResultCacheException e) {
            spec.commandLine().getErr().println("hostport: " + e.getMessage());
            return new Since(Map.of());
        }
    }

    private static List<String> lines(List<KeptForward> forwards, Since since, String backend) {
        List<String> lines = new ArrayList<>(new ForwardTable(forwards, since).lines());
        lines.add("");
        lines.add("backend: " + backend);
        return lines;
    }
}
