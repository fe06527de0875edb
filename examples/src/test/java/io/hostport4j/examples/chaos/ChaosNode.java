package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The test JVM's namespace as a node with the bridge pods0, 10.88.255.254/16 and fd00:88::1/64, and no rules. */
@RequiresNamespaces
@RequiresTools({"nft", "ip", "iptables", "ip6tables", "iptables-save", "ip6tables-save", "iptables-restore", "ip6tables-restore"})
abstract class ChaosNode {

    @BeforeEach
    void furnish() {
        Rules.flush();
        Rules.run("ip", "link", "add", "pods0", "type", "bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        Rules.run("ip", "link", "add", "port0", "master", "pods0", "type", "veth", "peer", "name", "port1");
        Rules.run("ip", "addr", "add", "10.88.255.254/16", "dev", "pods0");
        Rules.run("ip", "addr", "add", "fd00:88::1/64", "dev", "pods0", "nodad");
        Rules.run("ip", "link", "set", "pods0", "up");
    }

    @AfterEach
    void clear() {
        Rules.flush();
        Rules.run("ip", "link", "delete", "pods0");
        Rules.run("ip", "link", "delete", "port0");
    }
}
