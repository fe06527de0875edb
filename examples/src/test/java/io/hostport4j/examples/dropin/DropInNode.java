package io.hostport4j.examples.dropin;

import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The test JVM's namespace as a node with the bridge pods0, 10.88.0.1/24 and fd00:88::1/64, and no rules. */
@RequiresNamespaces
@RequiresTools({"nft", "ip", "conntrack", "iptables-save", "ip6tables-save", "iptables-restore", "ip6tables-restore", "/usr/lib/cni/portmap"})
abstract class DropInNode {

    @BeforeEach
    void furnish() {
        run("ip", "link", "set", "lo", "up");
        run("ip", "link", "add", "pods0", "type", "bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        run("ip", "link", "add", "port0", "master", "pods0", "type", "veth", "peer", "name", "port1");
        run("ip", "addr", "add", "10.88.0.1/24", "dev", "pods0");
        run("ip", "addr", "add", "fd00:88::1/64", "dev", "pods0", "nodad");
        run("ip", "link", "set", "pods0", "up");
    }

    @AfterEach
    void clear() {
        flush();
        run("conntrack", "-F");
        run("ip", "link", "delete", "pods0");
        run("ip", "link", "delete", "port0");
    }

    static void flush() {
        run("nft", "flush", "ruleset");
    }

    /** All rules, without counts of packets. */
    static String ruleset() {
        return run("nft", "list", "ruleset").replaceAll("packets \\d+ bytes \\d+", "");
    }

    static String run(String... command) {
        return ProcessRun.of(command).execute().orThrow().stdout();
    }

    static void nft(String script) {
        input(script, "nft", "-f", "-");
    }

    static String input(String stdin, String... command) {
        return new ProcessRun(List.of(command), Map.of(), stdin, Duration.ofSeconds(60)).execute().orThrow().stdout();
    }
}
