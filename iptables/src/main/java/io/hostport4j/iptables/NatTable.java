package io.hostport4j.iptables;

import io.hostport4j.core.spi.BackendFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What iptables-save prints of a nat table, as far as it matters: the rules of the reference's chains, and the rules that lead there.
 *
 * @param chains the rules of each chain in their order, by the chain's name; chains of others without rules
 */
record NatTable(Map<String, List<Rule>> chains) {
    /** A table without any chain. */
    static final NatTable EMPTY = new NatTable(Map.of());

    /** What the names of the reference's chains begin with. */
    private static final String OWN = "CNI-";
    private static final String APPEND = "-A ";

    /** @throws BackendFailedException when nft put something into the table that iptables cannot show, so that nothing is known */
    static NatTable parse(String saved) {
        Map<String, List<Rule>> chains = new LinkedHashMap<>();
        saved.lines().forEach(line -> {
            if (line.startsWith(":")) {
                chains.put(line.substring(1, line.indexOf(' ')), new ArrayList<>());
            } else if (line.startsWith(APPEND)) {
                append(line, chains);
            } else if (line.startsWith("#") && line.contains("is incompatible, use 'nft' tool")) {
                throw new BackendFailedException("iptables: table nat has rules that only nft can show; move them to a table of their own");
            }
        });
        return new NatTable(chains);
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

    private static void append(String line, Map<String, List<Rule>> chains) {
        String chain = line.substring(APPEND.length(), line.indexOf(' ', APPEND.length()));
        if (chain.startsWith(OWN) || line.contains(" " + OWN)) {
            chains.get(chain).add(new Rule(chain, Words.split(line.substring(APPEND.length() + chain.length()))));
        }
    }
}
