package io.hostport4j.examples.hostport;

import io.hostport4j.core.walk.Outcome;
import io.hostport4j.core.walk.Party;
import io.hostport4j.core.walk.Step;
import io.hostport4j.core.walk.Walk;
import io.hostport4j.core.walk.Way;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** A packet's walk for people: what happens, in the kernel's order, and last what comes of it. */
final class WalkLines {
    private final Ansi ansi;

    WalkLines(Ansi ansi) {
        this.ansi = ansi;
    }

    List<String> of(Walk walk) {
        List<String> lines = new ArrayList<>();
        lines.add(walk.question().toString());
        lines.add("");
        steps(walk.main(), lines);
        lines.add("");
        lines.add("outcome: " + colored(walk.main().outcome()));
        lines.add("decides: " + winner(walk.main()));
        hint(walk, lines);
        List<Way> others = walk.ways().subList(1, walk.ways().size());
        for (Way other : others) {
            lines.add("");
            lines.add("or, where " + other.steps().stream().filter(step -> !step.sure()).findFirst()
                    .map(step -> step.chain() + " has a rule that may match (" + step.rule() + ")")
                    .orElse("two tables of the same priority are asked in the other order") + ":");
            lines.add("  outcome: " + colored(other.outcome()));
            lines.add("  decides: " + winner(other));
        }
        if (!walk.all()) {
            lines.add("");
            lines.add("more rules may match than can be tried; there may be other outcomes");
        }
        walk.unread().forEach(unread -> lines.add("not looked at: " + unread));
        return lines;
    }

    private void steps(Way way, List<String> lines) {
        if (way.steps().isEmpty()) {
            lines.add("  no rule concerns it");
        }
        int width = way.steps().stream().mapToInt(step -> step.where().length()).max().orElse(0);
        int number = 1;
        for (Step step : way.steps()) {
            String head = String.format("%3d  %-" + width + "s  ", number++, step.where());
            lines.add(head + (step.chain().isEmpty() ? step.says() : step.chain() + ": " + ansi.string("@|bold " + escaped(step.says()) + "|@")));
            if (!step.rule().isEmpty()) {
                lines.add(" ".repeat(head.length()) + (step.sure() ? "" : "(may match) ") + step.rule());
            }
        }
    }

    private String colored(Outcome outcome) {
        return ansi.string("@|" + (outcome.answered() ? "green" : "red") + " it " + escaped(outcome.toString()) + "|@");
    }

    private static String winner(Way way) {
        return way.winner().map(Party::text).orElse("nobody's rule; the packet went the node's own way");
    }

    private static void hint(Walk walk, List<String> lines) {
        if (walk.main().outcome() instanceof Outcome.ToNode there) {
            String option = switch (walk.question().protocol()) {
                case TCP -> "-t";
                case UDP -> "-u";
                case SCTP -> "-S";
            };
            lines.add("who listens there: ss -lnp " + option + " 'sport = :" + there.to().port() + "'");
        }
    }

    /** What is between bars and at-signs is markup for picocli. */
    private static String escaped(String text) {
        return text.replace("|@", "| @");
    }
}
