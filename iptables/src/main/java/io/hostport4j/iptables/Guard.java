package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the reference lacks, outside of the table nat, which stays as the reference has it: a chain in another table, to which a
 * built-in chain jumps first. It stays when the last forward goes, for {@code route_localnet} is turned off later than that; without
 * forwards it meets no packet that could arrive or be answered.
 *
 * @param table that it is in
 * @param jump to the chain
 * @param rules of the chain
 */
record Guard(String table, Rule jump, List<Rule> rules) {
    /** Its chain. */
    static final String CHAIN = "HOSTPORT-GUARD";

    private static final Map<Family, Guard> GUARDS = new EnumMap<>(Map.of(Family.IPV4, loopbackOffTheWire(), Family.IPV6, loopbackRefused()));

    /** Copies the list. */
    Guard {
        rules = List.copyOf(rules);
    }

    static Guard of(Family family) {
        return GUARDS.get(family);
    }

    /**
     * Keeps 127.0.0.0/8 off the wire, since {@code route_localnet} lets it in (CVE-2020-8558). In mangle, which comes before nat: answers to
     * 127.0.0.1 still have the address there that masquerading gave them. Not in raw, which many small kernels are built without.
     */
    private static Guard loopbackOffTheWire() {
        return new Guard("mangle", Rule.of("PREROUTING", "-j", CHAIN), List.of(
                Rule.of(CHAIN, "-d", "127.0.0.0/8", "!", "-i", "lo", "-j", "DROP"),
                Rule.of(CHAIN, "-s", "127.0.0.0/8", "!", "-i", "lo", "-j", "DROP")));
    }

    /**
     * Refuses what the table nat led from ::1 off the node, where no answer comes back from: a client of "localhost" goes on to 127.0.0.1
     * instead of waiting. Seen by the address, since Linux shows rules in OUTPUT the interface from before the translation, lo.
     */
    private static Guard loopbackRefused() {
        return new Guard("filter", Rule.of("OUTPUT", "-j", CHAIN), List.of(
                Rule.of(CHAIN, "-s", "::1/128", "-p", "tcp", "-m", "addrtype", "!", "--dst-type", "LOCAL", "-j", "REJECT", "--reject-with", "tcp-reset"),
                Rule.of(CHAIN, "-s", "::1/128", "-m", "addrtype", "!", "--dst-type", "LOCAL", "-j", "REJECT", "--reject-with", "icmp6-port-unreachable")));
    }

    /** @param saved its table; empty when it cannot be told */
    boolean isWhole(Optional<SavedTable> saved) {
        return saved.isEmpty() || saved.get().isReached(jump) && hasRules(saved.get());
    }

    /** Whether some of it is there, and not all. What the reference made has none of it, and is whole all the same. */
    boolean isDamaged(Optional<SavedTable> saved) {
        return !isWhole(saved) && (saved.orElseThrow().has(jump) || saved.orElseThrow().has(CHAIN));
    }

    String fault(Place place) {
        return "chain " + CHAIN + " of table " + table + ", or the way there from " + jump.chain() + ", not found as it should be in "
                + place.flavour() + ", " + place.family();
    }

    /** The lines of a script that make what is not there; none when it is whole. */
    List<String> script(Optional<SavedTable> saved) {
        if (isWhole(saved)) {
            return List.of();
        }
        RestoreScript script = new RestoreScript(saved.orElseThrow());
        if (!hasRules(saved.orElseThrow())) {
            script.fill(CHAIN, rules);
        }
        if (!saved.orElseThrow().isReached(jump)) {
            saved.orElseThrow().all(jump).forEach(script::delete);
            script.insertFirst(jump);
        }
        List<String> lines = new ArrayList<>(List.of("*" + table));
        lines.addAll(script.commands());
        lines.add("COMMIT");
        return lines;
    }

    private boolean hasRules(SavedTable saved) {
        return saved.rules(CHAIN).size() == rules.size() && rules.stream().allMatch(saved::has);
    }
}
