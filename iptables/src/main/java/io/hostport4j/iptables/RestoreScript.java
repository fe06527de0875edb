package io.hostport4j.iptables;

import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Commands for {@code iptables-restore --noflush}, each with those that take it back. In that mode a chain's line makes the chain, or
 * empties it when it is there.
 */
final class RestoreScript {
    private static final String DROP = "-X ";

    private final SavedTable before;
    private List<String> guard = List.of();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, TreeSet<Integer>> deleted = new HashMap<>();

    /** @param before what the table has before the commands */
    RestoreScript(SavedTable before) {
        this.before = before;
    }

    /** @param undo takes the command back, when what came after it has been taken back */
    private record Step(String command, List<String> undo) {}

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Makes a chain with some rules; when it is there, its rules go. */
    void fill(String chain, List<Rule> rules) {
        steps.add(new Step(chainLine(chain), before.has(chain) ? refilling(chain) : List.of("-F " + chain, DROP + chain)));
        // What takes back the chain takes back its rules.
        rules.forEach(rule -> steps.add(new Step("-A " + rule.text(), List.of())));
    }

    /** Removes a chain and its rules; no rule of others may lead there any more. */
    void drop(String chain) {
        steps.add(new Step("-F " + chain, refilling(chain)));
        steps.add(new Step(DROP + chain, List.of(chainLine(chain))));
    }

    void append(Rule rule) {
        steps.add(new Step("-A " + rule.text(), List.of("-D " + rule.text())));
    }

    void insertFirst(Rule rule) {
        steps.add(new Step("-I " + rule.text(), List.of("-D " + rule.text())));
    }

    /** Removes a rule as it was read. */
    void delete(Rule rule) {
        TreeSet<Integer> gone = deleted.computeIfAbsent(rule.chain(), chain -> new TreeSet<>());
        List<Rule> rules = before.rules(rule.chain());
        int index = rules.indexOf(rule);
        while (gone.contains(index)) {
            index += 1 + rules.subList(index + 1, rules.size()).indexOf(rule);
        }
        int position = index + 1 - gone.headSet(index).size();
        gone.add(index);
        steps.add(new Step("-D " + rule.text(), List.of("-I " + rule.chain() + " " + position + " " + Words.join(rule.words()))));
    }

    /** The lines of another table come first; nothing takes them back. */
    void guardedBy(List<String> lines) {
        guard = List.copyOf(lines);
    }

    List<String> guard() {
        return guard;
    }

    /** All commands in their order. */
    List<String> commands() {
        return steps.stream().map(Step::command).toList();
    }

    /**
     * What takes back the commands from one on to before another. Chains go last: iptables-nft 1.8.9 forgets the deletion of a rule
     * when its chain is emptied later on, and then fails to delete the chain that the rule led to.
     */
    List<String> undo(int from, int to) {
        List<String> undo = new ArrayList<>();
        List<String> drops = new ArrayList<>();
        for (int i = to - 1; i >= from; i--) {
            steps.get(i).undo().forEach(command -> (command.startsWith(DROP) ? drops : undo).add(command));
        }
        undo.addAll(drops);
        return undo;
    }

    private List<String> refilling(String chain) {
        List<String> lines = new ArrayList<>(List.of(chainLine(chain)));
        before.rules(chain).forEach(rule -> lines.add("-A " + rule.text()));
        return lines;
    }

    private static String chainLine(String chain) {
        return ":" + chain + " - [0:0]";
    }
}
