package io.hostport4j.netlink.nftables;

import io.hostport4j.testkit.ProcessRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The nft tool, which judges what the library wrote. */
final class Nft {
    private Nft() {}

    /** What it printed. */
    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(arguments));
        return ProcessRun.of(command.toArray(new String[0])).execute().orThrow().stdout();
    }

    /** What it printed about the messages that it sent for a script. */
    static String load(String script) {
        return new ProcessRun(List.of("nft", "--debug=netlink", "-f", "-"), Map.of(), script, Duration.ofSeconds(30)).execute()
                .orThrow().stdout();
    }

    /** The expressions in what it printed with {@code --debug=netlink}. */
    static List<String> expressions(String debug) {
        return debug.lines().map(String::strip).filter(line -> line.startsWith("[")).toList();
    }
}
