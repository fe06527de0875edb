package io.hostport4j.iptables;

import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chains and rules that all containers share, in the order in which the reference makes them. */
final class BaseObjects {
    private static final String POSTROUTING = "POSTROUTING";
    private static final List<Rule> TO_DNAT = List.of(
            Rule.of("PREROUTING", "-m", "addrtype", "--dst-type", "LOCAL", "-j", ChainNames.DNAT),
            Rule.of("OUTPUT", "-m", "addrtype", "--dst-type", "LOCAL", "-j", ChainNames.DNAT));
    private static final Rule TO_MASQ = Rule.of(POSTROUTING,
            "-m", "comment", "--comment", "CNI portfwd requiring masquerade", "-j", ChainNames.MASQ);

    private final List<String> chains = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /**
     * What forwards need.
     *
     * @param masquerading whether any of them is masqueraded
     */
    private BaseObjects(Mark mark, boolean masquerading) {
        if (masquerading && mark instanceof Mark.Bit bit) {
            String value = String.format("0x%1$x/0x%1$x", 1 << bit.number());
            chains.addAll(List.of(ChainNames.SETMARK, ChainNames.MASQ));
            rules.add(Rule.of(ChainNames.SETMARK,
                    "-m", "comment", "--comment", "CNI portfwd masquerade mark", "-j", "MARK", "--set-xmark", value));
            rules.add(Rule.of(ChainNames.MASQ, "-m", "mark", "--mark", value, "-j", "MASQUERADE"));
            rules.add(TO_MASQ);
        }
        chains.add(ChainNames.DNAT);
        rules.addAll(TO_DNAT);
    }

    /** What forwards need of which some are masqueraded. */
    static BaseObjects masquerading(Mark mark) {
        return new BaseObjects(mark, true);
    }

    /** What forwards need of which none is masqueraded. */
    static BaseObjects plain(Mark mark) {
        return new BaseObjects(mark, false);
    }

    /** What marks packets for masquerading. */
    static String markChain(Mark mark) {
        return mark instanceof Mark.Chain chain ? chain.name() : ChainNames.SETMARK;
    }

    /** What is not there or not as it should be, and what is foreign, each as a sentence. */
    List<String> faults(Place place, SavedTable table) {
        List<String> faults = new ArrayList<>();
        for (String chain : chains) {
            if (!table.has(chain)) {
                faults.add("chain " + chain + " not found in " + place);
            }
        }
        for (Rule rule : rules) {
            if (table.has(rule.chain())) {
                fault(rule, table).ifPresent(fault -> faults.add("rule " + Words.join(rule.words()) + " in chain " + rule.chain() + " " + fault
                        + " in " + place));
            }
        }
        foreign(table).forEach(rule -> faults.add("rule " + Words.join(rule.words()) + " in chain " + rule.chain() + " of " + place + " is foreign"));
        return faults;
    }

    private static Optional<String> fault(Rule rule, SavedTable table) {
        int times = table.all(rule).size();
        if (times == 0) {
            return Optional.of("not found");
        }
        if (times > 1) {
            return Optional.of("found " + times + " times");
        }
        return table.isReached(rule) ? Optional.empty() : Optional.of("never reached, behind a rule that takes all packets,");
    }

    /** Rules of the shared chains that are not of the shapes that this library and the reference, perhaps with another mark, write. */
    private List<Rule> foreign(SavedTable table) {
        List<Rule> foreign = new ArrayList<>();
        for (String chain : chains) {
            for (Rule rule : table.rules(chain)) {
                if (rule.jump().filter(jump -> isShape(chain, jump)).isEmpty()) {
                    foreign.add(rule);
                }
            }
        }
        return foreign;
    }

    private static boolean isShape(String chain, String jump) {
        return switch (chain) {
            case ChainNames.SETMARK -> jump.equals("MARK");
            case ChainNames.MASQ -> jump.equals("MASQUERADE");
            default -> jump.startsWith(ChainNames.CONTAINER);
        };
    }

    /** Makes what is not there or not as it should be, and removes what is foreign. */
    void complete(SavedTable table, RestoreScript script) {
        chains.stream().filter(chain -> !table.has(chain)).forEach(chain -> script.fill(chain, List.of()));
        foreign(table).forEach(script::delete);
        for (Rule rule : rules) {
            if (!table.isReached(rule)) {
                table.all(rule).forEach(script::delete);
                boolean blocked = !chains.contains(rule.chain()) && table.rules(rule.chain()).stream().anyMatch(Rule::takesAll);
                if (blocked || rule.chain().equals(POSTROUTING)) {
                    script.insertFirst(rule);
                } else {
                    script.append(rule);
                }
            }
        }
    }
}
