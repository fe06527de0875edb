package io.hostport4j.testkit.conformance;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The kernel's rules of one kind: as text, and gone. */
public enum Ruleset {
    /** What {@code nft} lists. */
    NFTABLES {
        @Override
        String text() {
            return run("nft", "--stateless", "list", "ruleset");
        }

        @Override
        void flush() {
            run("nft", "flush", "ruleset");
        }

        @Override
        List<String> iptables() {
            throw new UnsupportedOperationException("no chain of iptables can be made with nft");
        }
    },
    /** What {@code iptables-nft} and {@code ip6tables-nft} save. */
    IPTABLES_NFT {
        @Override
        String text() {
            return saved("iptables-nft-save") + saved("ip6tables-nft-save");
        }

        @Override
        void flush() {
            run("nft", "flush", "ruleset");
        }

        @Override
        List<String> iptables() {
            return List.of("iptables-nft", "ip6tables-nft");
        }
    },
    /** What {@code iptables-legacy} and {@code ip6tables-legacy} save. */
    IPTABLES_LEGACY {
        @Override
        String text() {
            return saved("iptables-legacy-save") + saved("ip6tables-legacy-save");
        }

        @Override
        void flush() {
            for (String tool : iptables()) {
                String empty = run(tool + "-save").lines().filter(line -> line.startsWith("*"))
                        .map(table -> table + "\nCOMMIT\n").collect(Collectors.joining());
                new ProcessRun(List.of(tool + "-restore"), Map.of(), empty, Duration.ofSeconds(30)).execute().orThrow();
            }
        }

        @Override
        List<String> iptables() {
            return List.of("iptables-legacy", "ip6tables-legacy");
        }
    };

    abstract String text();

    abstract void flush();

    /** The tools that make chains: of IPv4, and of IPv6. */
    abstract List<String> iptables();

    /** Rules and users' chains; the built-in ones come and go with a tool's looking at them. */
    private static String saved(String tool) {
        Execution saved = ProcessRun.of(tool).execute().orThrow();
        return saved.stdout().lines()
                .filter(line -> line.startsWith("-A") || line.startsWith(":") && line.contains(" - "))
                .map(line -> line.replaceFirst(" - \\[[0-9:]*]$", ""))
                .map(line -> tool + " " + line + "\n").collect(Collectors.joining());
    }

    private static String run(String... command) {
        return ProcessRun.of(command).execute().orThrow().stdout();
    }
}
