package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.ProcessRun;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The node's rules, comparable: without counts and in an order of their own, since the kernel lists elements in none. */
final class Rules {

    private Rules() {}

    /** What nft lists and what both iptables save. */
    static String all() {
        return nftables() + iptables("iptables-save") + iptables("ip6tables-save");
    }

    static String nftables() {
        return nftables("ruleset");
    }

    /** Our table, and others of the family inet. */
    static String table() {
        return nftables("ruleset", "inet");
    }

    /** Takes all away, in legacy tables too. */
    static void flush() {
        for (String tool : List.of("iptables", "ip6tables")) {
            run(tool, "-t", "nat", "-F");
            run(tool, "-t", "nat", "-X");
        }
        run("nft", "flush", "ruleset");
    }

    private static String nftables(String... what) {
        String listing = run(Stream.concat(Stream.of("nft", "--stateless", "list"), Stream.of(what)).toArray(String[]::new));
        // An element beside the brace that opens or closes its list is the same element.
        return sorted(listing.lines().flatMap(line -> Arrays.stream(line.split("[,{}]|elements ="))));
    }

    static String iptables(String save) {
        return sorted(run(save).lines().filter(line -> !line.startsWith("#")).map(line -> line.replaceFirst("\\[\\d+:\\d+]$", ""))
                .map(line -> save + " " + line));
    }

    static String run(String... command) {
        return ProcessRun.of(command).execute().orThrow().stdout();
    }

    private static String sorted(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty()).sorted().collect(Collectors.joining("\n", "", "\n"));
    }
}
