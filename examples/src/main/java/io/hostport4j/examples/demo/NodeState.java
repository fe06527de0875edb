package io.hostport4j.examples.demo;

import io.hostport4j.netlink.nftables.Family;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.socket.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the plugin makes and sets on a node, asked of the kernel itself. */
final class NodeState {
    /** The table that host ports are in. */
    static final Table TABLE = new Table(Family.INET, "hostport");
    /** The setting that lets 127.0.0.1 reach the containers, as sysctl names it. */
    static final String ROUTE_LOCALNET = "net.ipv4.conf." + DemoWorld.BRIDGE + ".route_localnet";

    private NodeState() {}

    /** {@code there} or {@code not there}. */
    static String table() {
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            NftQuery query = nftables.query();
            int table = query.table(TABLE);
            return query.send().missing(table) ? "not there" : "there";
        }
    }

    /** {@code off} or {@code on}; the kernel takes any number but 0 for on. */
    static String routeLocalnet() {
        try {
            return Files.readString(Path.of("/proc/sys", ROUTE_LOCALNET.split("\\."))).strip().equals("0") ? "off" : "on";
        } catch (IOException e) {
            throw new UncheckedIOException(ROUTE_LOCALNET + " is not readable: " + e.getMessage(), e);
        }
    }
}
