package io.hostport4j.examples.dropin;

import io.hostport4j.testkit.ProcessRun;
import java.util.List;
import java.util.stream.Stream;

/**
 * The nat tables of both families as {@code iptables-save} and {@code ip6tables-save} print them, without the tools' remarks and
 * without counters.
 */
record NatTables(List<String> ipv4, List<String> ipv6) {

    static NatTables read() {
        return new NatTables(save("iptables-save"), save("ip6tables-save"));
    }

    /** The lines of both, each with its family before it. */
    List<String> lines() {
        return Stream.concat(ipv4.stream().map(line -> "ip " + line), ipv6.stream().map(line -> "ip6 " + line)).toList();
    }

    private static List<String> save(String tool) {
        return ProcessRun.of(tool, "-t", "nat").execute().orThrow().stdout().lines()
                .filter(line -> !line.startsWith("#")).map(line -> line.replaceFirst(" \\[\\d+:\\d+]$", "")).toList();
    }
}
