package io.hostport4j.core.walk;

import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where a rule stands.
 *
 * @param base the base chain through which packets come to it
 * @param chain its own
 * @param handle nft's number of it; empty for a rule of iptables, and for a policy
 */
public record RuleRef(TableName table, String base, String chain, String handle) {
    /** Checks that nothing is null. */
    public RuleRef {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(handle, "handle");
    }

    /** The tool that changes the table, with all it needs to know which. */
    List<String> tool() {
        String family = table.family().equals("ip6") ? "ip6tables" : "iptables";
        return switch (table.maker()) {
            case NFT -> List.of("nft");
            case IPTABLES_NFT -> List.of(family + "-nft", "-t", table.name());
            case IPTABLES_LEGACY -> List.of(family + "-legacy", "-t", table.name());
        };
    }

    /** The command that takes a rule away which stands here. */
    String removal(String rule) {
        List<String> words = new ArrayList<>(tool());
        switch (table.maker()) {
            case NFT -> words.addAll(List.of("delete", "rule", table.family(), table.name(), chain, "handle", handle));
            case IPTABLES_NFT, IPTABLES_LEGACY -> {
                words.add("-D");
                words.addAll(Words.split(rule).subList(1, Words.split(rule).size()));
            }
        }
        return command(words);
    }

    /** A line of which a shell makes these words: names and comments of rules are anybody's. */
    static String command(List<String> words) {
        return words.stream().map(word -> word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
