package io.hostport4j.nftables;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableChange;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes what a change does to the gates of its owner. */
final class GateScript {
    private final Change change;
    private final Set<Forward> after;
    private final Set<Gate> toMake;
    private final Set<Gate> touched;
    private final Gates gates;
    /** The words of gates whose chain is made; where they are not known, none. */
    private final Map<Gate, Optional<String>> words = new LinkedHashMap<>();

    /**
     * @param known forwards that may tell the words of conditions, of which the kernel keeps only the fingerprint
     * @throws io.hostport4j.core.model.InvalidRequestException when words are more than conditions
     */
    GateScript(Change change, TableChange tableChange, Gates gates, Collection<Forward> known) {
        this.change = change;
        this.after = tableChange.after();
        this.toMake = new TreeSet<>(Comparator.comparing(Gate::family));
        toMake.addAll(tableChange.gatesToMake());
        this.touched = new LinkedHashSet<>(tableChange.gatesToRemove());
        touched.addAll(toMake);
        this.gates = gates;
        for (Family family : Family.values()) {
            Gate gate = new Gate(change.owner(), family);
            // What is left of a gate, and no row tells of, would shut the port for whoever has it next.
            if (conditions(gate, after).isEmpty() && (gates.hasChain(gate) || !gates.rules(gate).isEmpty())) {
                touched.add(gate);
            }
        }
        for (Gate gate : toMake) {
            Conditions wanted = conditions(gate, after);
            Set<Forward> sources = new LinkedHashSet<>(change.additions());
            sources.addAll(known);
            Optional<Conditions> found = sources.stream().map(Forward::conditions)
                    .filter(conditions -> conditions.equals(wanted) && !conditions.words().isEmpty()).findFirst();
            Optional<String> text = found.map(conditions -> ConditionWords.of(conditions, gate.family()));
            if (!keepsChain(gate)) {
                words.put(gate, text);
            }
        }
    }

    /** @param rulesAreThere whether the rules of the gates that were found are still there */
    void write(Script script, Rules rulesAreThere) {
        for (Gate gate : touched) {
            if (rulesAreThere == Rules.FOUND) {
                gates.rules(gate).forEach(rule -> script.command("delete rule", rule.chain() + " handle " + rule.handle()));
            }
            if (gates.hasChain(gate) && (words.containsKey(gate) || !toMake.contains(gate))) {
                script.command("flush chain", gate.chain()).command("delete chain", gate.chain());
            }
        }
        words.forEach((gate, text) -> {
            script.command("create chain", gate.chain());
            // Without its words a gate lets nothing pass, rather than everything.
            text.ifPresent(conditions -> script.command("add rule", rule(gate, conditions)));
            script.command("add rule", gate.chain() + " accept");
        });
        for (Gate gate : toMake) {
            List<HostPort> hostPorts = after.stream().map(Forward::hostPort).filter(h -> h.family() == gate.family()).toList();
            for (String rule : GateRules.of(gate, hostPorts)) {
                script.command("add rule", TableChain.CONDITIONS.text() + " " + rule + " comment \"" + gate.owner().text() + "\"");
            }
        }
    }

    /** What became of rules that were found. */
    enum Rules { FOUND, GONE }

    /** The gate whose conditions a refused command holds. */
    Optional<Map.Entry<Gate, String>> refused(String command) {
        for (Map.Entry<Gate, Optional<String>> entry : words.entrySet()) {
            if (entry.getValue().isPresent() && command.endsWith(" " + rule(entry.getKey(), entry.getValue().get()))) {
                return Optional.of(Map.entry(entry.getKey(), entry.getValue().get()));
            }
        }
        return Optional.empty();
    }

    /** With a comment, which somebody who writes other words into its place by hand does not. */
    private static String rule(Gate gate, String conditions) {
        return gate.chain() + " " + conditions + " return comment \"" + gate.owner().text() + "\"";
    }

    /** Whether only the host ports change, and not what must be fulfilled. */
    private boolean keepsChain(Gate gate) {
        return gates.hasWords(gate) && conditions(gate, after).equals(conditions(gate, change.basis().forwards()));
    }

    private static Conditions conditions(Gate gate, Collection<Forward> forwards) {
        return forwards.stream().filter(forward -> forward.owner().equals(gate.owner()) && forward.hostPort().family() == gate.family())
                .map(Forward::conditions).findFirst().orElse(Conditions.NONE);
    }
}
