package io.hostport4j.iptables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Commands for {@code iptables-restore --noflush}, and those that take them back. In that mode a chain's line makes the chain, or
 * empties it when it is there; a line that fails leaves the whole table as it was.
 */
final class RestoreScript {
    private final NatTable before;
    private final Set<String> created = new HashSet<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> refilling = new ArrayList<>();
    private final List<String> deleting = new ArrayList<>();
    private final List<Insertion> inserting = new ArrayList<>();
    private final List<String> flushing = new ArrayList<>();
    private final List<String> dropping = new ArrayList<>();

    /** Brings a rule back to where it stood. */
    private record Insertion(int position, String command) {}

    /** @param before what the table has before the commands */
    RestoreScript(NatTable before) {
        this.before = before;
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** Makes a chain without rules, or empties it. */
    void create(String chain) {
        commands.add(chainLine(chain));
        created.add(chain);
        if (before.has(chain)) {
            refill(chain);
        } else {
            flushing.add("-F " + chain);
            dropping.add("-X " + chain);
        }
    }

    /** Removes a chain and its rules; no rule of others may lead there any more. */
    void drop(String chain) {
        commands.addAll(List.of("-F " + chain, "-X " + chain));
        refill(chain);
    }

    void append(Rule rule) {
        commands.add("-A " + rule.text());
        // What was created here goes as a whole.
        if (!created.contains(rule.chain())) {
            deleting.add("-D " + rule.text());
        }
    }

    void insertFirst(Rule rule) {
        commands.add("-I " + rule.text());
        deleting.add("-D " + rule.text());
    }

    /** Removes a rule as it was read, which comes back at its place. */
    void delete(Rule rule) {
        commands.add("-D " + rule.text());
        int position = before.rules(rule.chain()).indexOf(rule) + 1;
        inserting.add(new Insertion(position, "-I " + rule.chain() + " " + position + " " + Words.join(rule.words())));
    }

    /** What iptables-restore reads. */
    String text() {
        return text(commands);
    }

    /** What takes it back. */
    String undo() {
        List<String> undo = new ArrayList<>(refilling);
        undo.addAll(deleting);
        // In the order of the chain: each position counts the rules that are back already.
        inserting.stream().sorted(Comparator.comparingInt(Insertion::position)).map(Insertion::command).forEach(undo::add);
        // They may lead to one another, and a chain that something leads to cannot go.
        undo.addAll(flushing);
        undo.addAll(dropping);
        return text(undo);
    }

    private void refill(String chain) {
        refilling.add(chainLine(chain));
        before.rules(chain).forEach(rule -> refilling.add("-A " + rule.text()));
    }

    private static String chainLine(String chain) {
        return ":" + chain + " - [0:0]";
    }

    private static String text(List<String> commands) {
        return "*nat\n" + String.join("\n", commands) + "\nCOMMIT\n";
    }
}
