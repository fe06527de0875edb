package io.hostport4j.iptables;

import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What iptables-save prints of a table, as far as it matters: the rules of the reference's chains and of ours, the rules that lead there,
 * and those that let no packet come there.
 *
 * @param chains the rules of each chain in their order, by the chain's name; chains of others without rules
 */
record SavedTable(Map<String, List<Rule>> chains) {
    /** A table without any chain. */
    static final SavedTable EMPTY = new SavedTable(Map.of());

    /** What the names of the reference's chains begin with, and of ours. */
    private static final List<String> OWN = List.of("CNI-", Guard.CHAIN);
    /** Those from which a rule leads to own ones. */
    private static final List<String> BUILT_IN = List.of("PREROUTING", "OUTPUT", "POSTROUTING");
    private static final String APPEND = "-A ";

    /**
     * One of the tables that were saved together.
     *
     * @return empty when nft put something into it that iptables cannot show, so that nothing is known
     */
    static Optional<SavedTable> parse(String saved, String name) {
        Map<String, List<Rule>> chains = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : saved.lines().toList()) {
            if (line.startsWith("# Table `" + name + "' is incompatible")) {
                return Optional.empty();
            } else if (line.startsWith("*")) {
                inside = line.equals("*" + name);
            } else if (inside && line.startsWith(":")) {
                chains.put(line.substring(1, line.indexOf(' ')), new ArrayList<>());
            } else if (inside && line.startsWith(APPEND)) {
                append(line, chains);
            }
        }
        return Optional.of(new SavedTable(chains));
    }

    boolean has(String chain) {
        return chains.containsKey(chain);
    }

    /** None for a chain that is not there. */
    List<Rule> rules(String chain) {
        return chains.getOrDefault(chain, List.of());
    }

    /** Whether a rule is there, wherever it stands in its chain. */
    boolean has(Rule rule) {
        return rules(rule.chain()).stream().anyMatch(rule::saysTheSameAs);
    }

    /** All rules that say the same as one, in its chain. */
    List<Rule> all(Rule rule) {
        return rules(rule.chain()).stream().filter(rule::saysTheSameAs).toList();
    }

    /** Whether a rule is there once, and packets come to it. */
    boolean isReached(Rule rule) {
        if (all(rule).size() != 1) {
            return false;
        }
        for (Rule there : rules(rule.chain())) {
            if (there.takesAll()) {
                return false;
            }
            if (rule.saysTheSameAs(there)) {
                return true;
            }
        }
        return false;
    }

    private static void append(String line, Map<String, List<Rule>> chains) {
        String chain = line.substring(APPEND.length(), line.indexOf(' ', APPEND.length()));
        boolean own = OWN.stream().anyMatch(name -> chain.startsWith(name) || line.contains(" " + name));
        if (own || BUILT_IN.contains(chain)) {
            Rule rule = new Rule(chain, Words.split(line.substring(APPEND.length() + chain.length())));
            if (own || rule.takesAll()) {
                chains.get(chain).add(rule);
            }
        }
    }
}
