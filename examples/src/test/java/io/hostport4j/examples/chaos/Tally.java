package io.hostport4j.examples.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen in a run: how often, and the faults in full. */
final class Tally {
    private static final String FAULT = "fault ";
    private static final String COUNT = "count ";

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    void count(String what) {
        count(what, 1);
    }

    void count(String what, int times) {
        counts.merge(what, times, Integer::sum);
    }

    /** @param kind the same for faults that are counted as one */
    void fault(String kind, Object detail) {
        count(kind);
        faults.add(kind + ": " + detail.toString().replaceAll("\\s+", " "));
    }

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void add(Tally other) {
        other.counts.forEach(this::count);
        faults.addAll(other.faults);
    }

    /** For another process, which reads it with {@link #ofLines}. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        counts.forEach((what, times) -> lines.append(COUNT).append(times).append(' ').append(what).append('\n'));
        faults.forEach(fault -> lines.append(FAULT).append(fault).append('\n'));
        return lines.toString();
    }

    static Tally ofLines(String text) {
        Tally tally = new Tally();
        for (String line : text.lines().toList()) {
            if (line.startsWith(COUNT)) {
                String[] parts = line.substring(COUNT.length()).split(" ", 2);
                tally.count(parts[1], Integer.parseInt(parts[0]));
            } else if (line.startsWith(FAULT)) {
                tally.faults.add(line.substring(FAULT.length()));
            }
        }
        return tally;
    }

    /** The counts. */
    @Override
    public String toString() {
        return counts.toString();
    }
}
