package io.hostport4j.core.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is wrong with the rules of one of the table's chains, in words that are the same whoever read them. */
public final class RuleDifference {
    /** Stands for a rule that is none of the chain's. */
    public static final int FOREIGN = -1;

    private RuleDifference() {}

    /**
     * A sentence; empty when the rules are as they should be.
     *
     * @param found each rule's place among {@link TableChain#rules}, or {@link #FOREIGN}, in the order in which they were found
     */
    public static Optional<String> of(TableChain chain, List<Integer> found) {
        List<Integer> wanted = IntStream.range(0, chain.rules().size()).boxed().toList();
        if (found.equals(wanted)) {
            return Optional.empty();
        }
        List<Integer> missing = wanted.stream().filter(place -> !found.contains(place)).toList();
        long foreign = found.stream().filter(place -> place == FOREIGN).count();
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("lacks " + missing.stream().map(place -> "'" + chain.rules().get(place) + "'").collect(Collectors.joining(", ")));
        }
        if (foreign > 0) {
            parts.add("has " + foreign + (foreign == 1 ? " foreign rule" : " foreign rules"));
        }
        List<Integer> own = found.stream().filter(place -> place != FOREIGN).toList();
        if (own.stream().distinct().count() < own.size()) {
            parts.add("has a rule more than once");
        } else if (!own.stream().sorted().toList().equals(own)) {
            parts.add("has its rules in another order");
        }
        return Optional.of(chain + " " + String.join(" and ", parts));
    }
}
