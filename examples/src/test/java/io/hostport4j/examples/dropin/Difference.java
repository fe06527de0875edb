package io.hostport4j.examples.dropin;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines by which our nat tables are meant to differ from the reference's.
 *
 * @param reason why, for people to read
 * @param missing lines of the reference that ours lack, each with {@code ip} or {@code ip6} before it
 * @param extra lines of ours that the reference's lack
 */
record Difference(String reason, List<String> missing, List<String> extra) {
    static final Difference NONE = new Difference("", List.of(), List.of());

    /** What one has and the other has not, both in their order; a line that is there twice counts twice. */
    static Difference between(NatTables reference, NatTables ours) {
        return new Difference("", without(reference.lines(), ours.lines()), without(ours.lines(), reference.lines()));
    }

    static List<String> without(List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        others.forEach(rest::remove);
        return rest;
    }
}
