package io.hostport4j.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes down the figures of a part of the benchmarks, prints each as it comes, and knows how much of the part's time is left. */
public final class Recorder {
    private final PrintStream out;
    private final long start = System.nanoTime();
    private final Duration budget;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Recorder(PrintStream out, Duration budget) {
        this.out = out;
        this.budget = budget;
    }

    /** One more figure. */
    public void add(Figure figure) {
        figures.add(figure);
        out.printf(Locale.ROOT, "%5d s  %-34s %-36s ports %5d  beside %6d  %,14.2f %-9s p99 %,14.2f  of %d%n", elapsed().toSeconds(),
                figure.contender(), figure.what(), figure.ports(), figure.standing(), figure.median(), figure.unit(), figure.p99(),
                figure.count());
    }

    /** What readers of the figures must know: what was left out, and why. */
    public void note(String text) {
        notes.add(text);
        progress(text);
    }

    /** For who waits; it is not in the report. */
    public void progress(String text) {
        out.printf(Locale.ROOT, "%5d s  %s%n", elapsed().toSeconds(), text);
    }

    /** A part of the time that the whole may take: a repetition that is not done by then is left out. */
    public Duration share(double ofWhole) {
        return Duration.ofNanos((long) (budget.toNanos() * ofWhole));
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
