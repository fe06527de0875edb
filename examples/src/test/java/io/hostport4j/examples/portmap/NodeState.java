package io.hostport4j.examples.portmap;

import io.hostport4j.testkit.NetNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is in the node's kernel. */
final class NodeState {

    private NodeState() {
    }

    /** All rules of all tables; empty when there is no table. */
    static String ruleset() {
        return NetNamespace.node().exec("nft", "list", "ruleset").orThrow().stdout();
    }

    static void clear() {
        NetNamespace.node().exec("nft", "flush", "ruleset").orThrow();
    }

    /** Runs {@code ip} with these words. */
    static void ip(String arguments) {
        NetNamespace.node().exec(("ip " + arguments).split(" ")).orThrow();
    }

    /** "0" when it is off. */
    static String routeLocalnet(String interfaceName) {
        try {
            return Files.readString(Path.of("/proc/sys/net/ipv4/conf", interfaceName, "route_localnet")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
