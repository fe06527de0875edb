package io.hostport4j.examples.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/** What the demo tells as it goes, and whether all of it held. */
final class Report {
    private static final String INDENT = "    ";
    private static final int WIDTH = 100;
    private static final String CHECK_FORMAT = "  %s %-22s %-33s %-35s %s";

    private final PrintStream out;
    private final Ansi ansi;
    private final long start = System.nanoTime();
    private int held;
    private int failed;

    /** @param ansi whether the reader is a terminal */
    Report(PrintStream out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /** Begins a part. */
    void heading(String text) {
        out.println();
        out.println(styled("bold", text));
    }

    /** Lines to read, none of which is checked; long ones are wrapped. */
    void text(List<String> lines) {
        lines.forEach(line -> wrapped(line).forEach(part -> out.println((INDENT + part).stripTrailing())));
    }

    /** Lines for whoever wants to do the same by hand. */
    void command(List<String> lines) {
        lines.forEach(line -> wrapped(line).forEach(part -> out.println(styled("faint", INDENT + part))));
    }

    /** Holds if what came back is what was wanted; if not, all that the program wrote is shown. */
    void check(String name, String run, String cameBack, String wanted, Outcome outcome) {
        print(cameBack.equals(wanted), name, run, cameBack, outcome.took());
        if (!cameBack.equals(wanted)) {
            complain("wanted: " + wanted);
            text((outcome.stdout() + outcome.stderr()).lines().toList());
        }
    }

    /** Holds if the question's answer is what was wanted. */
    void check(String name, String run, Supplier<String> question, String wanted) {
        long asked = System.nanoTime();
        String answer = question.get();
        print(answer.equals(wanted), name, run, answer, Duration.ofNanos(System.nanoTime() - asked));
        if (!answer.equals(wanted)) {
            complain("wanted: " + wanted);
        }
    }

    /** Holds if the program ended as wanted and printed all the parts; what it printed is shown. */
    void checkPrinted(String name, String run, Outcome outcome, String wantedExit, List<String> parts) {
        List<String> absent = parts.stream().filter(part -> !outcome.stdout().contains(part)).toList();
        boolean good = outcome.exit().equals(wantedExit) && absent.isEmpty();
        print(good, name, run, outcome.exit(), outcome.took());
        text((outcome.stdout() + outcome.stderr()).lines().toList());
        if (!good) {
            complain("wanted: " + wantedExit + " and " + String.join(", ", parts));
        }
    }

    /** Something went wrong that leaves nothing to go on with. */
    void failure(String message) {
        failed++;
        out.println("  " + styled("red", "✗") + " " + message);
    }

    /**
     * Prints the sum.
     *
     * @return whether all of it held
     */
    boolean end() {
        String seconds = String.format("%.1f s", (System.nanoTime() - start) / 1e9);
        out.println();
        out.println(failed == 0
                ? styled("bold,green", "✓ all " + held + " checks held, in " + seconds)
                : styled("bold,red", "✗ " + failed + " of " + (held + failed) + " checks failed, in " + seconds));
        return failed == 0;
    }

    private void print(boolean good, String name, String run, String cameBack, Duration took) {
        held += good ? 1 : 0;
        failed += good ? 0 : 1;
        String mark = good ? styled("green", "✓") : styled("red", "✗");
        String time = styled("faint", String.format("%5d ms", took.toMillis()));
        out.println(String.format(CHECK_FORMAT, mark, name, run, cameBack, time));
    }

    private void complain(String text) {
        out.println(INDENT + styled("red", text));
    }

    private static List<String> wrapped(String line) {
        List<String> parts = new ArrayList<>();
        String rest = line;
        int space = rest.lastIndexOf(' ', WIDTH);
        while (rest.length() > WIDTH && !rest.substring(0, space + 1).isBlank()) {
            parts.add(rest.substring(0, space));
            rest = INDENT + rest.substring(space + 1);
            space = rest.lastIndexOf(' ', WIDTH);
        }
        parts.add(rest);
        return parts;
    }

    private String styled(String style, String text) {
        return ansi.enabled() ? ansi.new Text("@|" + style + " " + text + "|@").toString() : text;
    }
}
