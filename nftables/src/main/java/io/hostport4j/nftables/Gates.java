package io.hostport4j.nftables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gates of a listing: the rules of chain {@code conditions}, and the chains that they jump to. */
final class Gates {
    private static final String RETURN = "return";
    private static final String ACCEPT = "accept";

    private final Listing listing;
    private final Map<Gate, List<FoundRule>> rules = new HashMap<>();
    private final List<FoundRule> foreign = new ArrayList<>();

    Gates(Listing listing) {
        this.listing = listing;
        for (FoundRule rule : listing.rulesOf(TableChain.CONDITIONS.text())) {
            Optional<Gate> gate = Gate.parse(rule.comment(), rule.target());
            gate.ifPresentOrElse(found -> rules.computeIfAbsent(found, key -> new ArrayList<>()).add(rule), () -> foreign.add(rule));
        }
    }

    /** Rules of the chain that belong to no gate. */
    List<FoundRule> foreign() {
        return foreign;
    }

    /** Those that are whole: they send the owner's host ports, and no others, to a chain that lets go on what fulfils something. */
    Set<Gate> whole() {
        if (rules.isEmpty()) {
            return Set.of();
        }
        Map<Gate, List<HostPort>> hostPorts = hostPorts();
        Set<Gate> whole = new HashSet<>();
        rules.forEach((gate, found) -> {
            Set<String> wanted = new HashSet<>(GateRules.of(gate, hostPorts.getOrDefault(gate, List.of())));
            Set<String> there = new HashSet<>();
            found.forEach(rule -> there.add(rule.text()));
            if (there.equals(wanted) && found.size() == wanted.size() && hasWords(gate)) {
                whole.add(gate);
            }
        });
        return whole;
    }

    /** The rules that send packets to a gate's chain. */
    List<FoundRule> rules(Gate gate) {
        return rules.getOrDefault(gate, List.of());
    }

    /** Whether the gate's chain is there. */
    boolean hasChain(Gate gate) {
        return listing.chain(gate.chain()).isPresent();
    }

    /**
     * Whether the gate's chain is as it was made. Its words cannot be compared, for nft lists them otherwise than it reads them; but who
     * replaces them by hand does without the comment, and what is added later has handles that do not follow one another: the kernel
     * counts chains, sets and rules of a table as they come.
     */
    boolean hasWords(Gate gate) {
        List<FoundRule> all = listing.rulesOf(gate.chain());
        if (all.size() != 2 || !all.get(0).text().endsWith(" " + RETURN) || !all.get(1).text().equals(ACCEPT)) {
            return false;
        }
        FoundRule words = all.get(0);
        long chain = listing.chain(gate.chain()).orElseThrow().handle();
        return words.comment().equals(Optional.of(gate.owner().text())) && words.handle() <= chain + words.anonymousSets() + 1 && all.get(1).handle() == words.handle() + 1;
    }

    private Map<Gate, List<HostPort>> hostPorts() {
        Map<Gate, List<HostPort>> hostPorts = new HashMap<>();
        for (TableElement element : listing.elements()) {
            if (TableSet.FORWARDS.contains(element.set())) {
                ForwardElement.parse(element).ifPresent(forward -> {
                    Family family = forward.hostPort().family();
                    hostPorts.computeIfAbsent(new Gate(forward.owner(), family), key -> new ArrayList<>()).add(forward.hostPort());
                });
            }
        }
        return hostPorts;
    }
}
