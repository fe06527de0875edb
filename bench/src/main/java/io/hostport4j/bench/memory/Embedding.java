package io.hostport4j.bench.memory;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A program that gives containers host ports, one after the other, and prints how much of it is resident. */
public final class Embedding {
    private static final double KIBI = 1024;

    private Embedding() {}

    /**
     * Runs it.
     *
     * @param arguments how many containers
     */
    public static void main(String[] arguments) throws IOException {
        try (HostPorts hostPorts = Node.open("netlink")) {
            print("before the first ADD");
            Mappings.others(Integer.parseInt(arguments[0])).forEach(hostPorts::add);
            print("after the ADDs");
            System.gc();
            print("after a collection of garbage");
            hostPorts.retain(Mappings.NETWORK, List.of());
        }
    }

    private static void print(String when) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
        System.out.printf(Locale.ROOT, "%.1f %s%n", Integer.parseInt(line.replaceAll("\\D", "")) / KIBI, when);
    }
}
