package io.hostport4j.bench.memory;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPorts;
import java.util.List;
import java.util.Locale;

/** A program that gives containers host ports, one after the other, and prints how much of it is resident. */
public final class Embedding {
    private Embedding() {}

    /**
     * Runs it.
     *
     * @param arguments how many containers
     */
    public static void main(String[] arguments) {
        try (HostPorts hostPorts = Node.open("netlink")) {
            print("before the first ADD");
            Mappings.others(Integer.parseInt(arguments[0])).forEach(hostPorts::add);
            print("after the ADDs");
            System.gc();
            print("after a collection of garbage");
            hostPorts.retain(Mappings.NETWORK, List.of());
        }
    }

    private static void print(String when) {
        System.out.printf(Locale.ROOT, "%.1f %s%n", Resident.mebibytes(ProcessHandle.current().pid()), when);
    }
}
