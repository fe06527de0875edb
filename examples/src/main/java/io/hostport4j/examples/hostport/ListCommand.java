package io.hostport4j.examples.hostport;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hostport list}. */
@Command(name = "list", description = "Prints the host ports of this node, who owns them and where they lead.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (HostPorts hostPorts = HostPorts.open()) {
            print(hostPorts.listKept(), spec.commandLine().getOut());
            spec.commandLine().getOut().println();
            spec.commandLine().getOut().println("backend: " + hostPorts.backend());
        }
    }

    private static void print(List<KeptForward> forwards, PrintWriter out) {
        ForwardTable table = new ForwardTable(forwards);
        table.lines().forEach(out::println);
    }
}
