package io.hostport4j.iptables;

import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of a nat table.
 *
 * @param chain that it stands in
 * @param words everything after the chain's name in {@code -A chain ...}
 */
record Rule(String chain, List<String> words) {
    private static final List<String> COMMENT = List.of("-m", "comment", "--comment");
    /** Targets behind which a packet goes no further in its chain. */
    private static final Set<String> ENDS = Set.of("ACCEPT", "DROP", "REJECT", "RETURN", "DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP", "QUEUE");

    /** Copies the list. */
    Rule {
        words = List.copyOf(words);
    }

    static Rule of(String chain, String... words) {
        return new Rule(chain, Arrays.asList(words));
    }

    /** The chain or target that it leads to. */
    Optional<String> jump() {
        int option = words.lastIndexOf("-j");
        return option >= 0 && option + 1 < words.size() ? Optional.of(words.get(option + 1)) : Optional.empty();
    }

    /** Whether it takes each packet that comes to it, so that none comes to a rule behind it. */
    boolean takesAll() {
        boolean unconditional = words.size() > 1 && words.get(0).equals("-j")
                || words.size() > COMMENT.size() + 2 && words.subList(0, COMMENT.size()).equals(COMMENT) && words.get(COMMENT.size() + 1).equals("-j");
        return unconditional && jump().filter(ENDS::contains).isPresent();
    }

    /** Whether both say the same; versions of iptables-save differ in where they put matches. */
    boolean saysTheSameAs(Rule other) {
        return chain.equals(other.chain) && sorted(words).equals(sorted(other.words));
    }

    /** The chain and the words, as they stand after an iptables command. */
    String text() {
        return chain + " " + Words.join(words);
    }

    private static List<String> sorted(List<String> words) {
        List<String> sorted = new ArrayList<>(words);
        Collections.sort(sorted);
        return sorted;
    }
}
