package io.hostport4j.examples.hostport;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hostport list}. */
@Command(name = "list", description = {"Prints the host ports of this node, who owns them, where they lead, and which backend keeps them.",
    "How long a host port is there, and how many packets took it, the kernel does not note."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:could not be read", "2:wrong words on the command line"})
final class ListCommand implements Runnable {
    @Mixin
    private BackendOption backend;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (HostPorts hostPorts = HostPorts.open(backend.options())) {
            List<KeptForward> forwards = hostPorts.listKept();
            output.print(spec.commandLine().getOut(), () -> lines(forwards, hostPorts.backend()),
                    () -> ForwardJson.of(forwards, hostPorts.backend()));
        }
    }

    private static List<String> lines(List<KeptForward> forwards, String backend) {
        List<String> lines = new ArrayList<>(new ForwardTable(forwards).lines());
        lines.add("");
        lines.add("backend: " + backend);
        return lines;
    }
}
