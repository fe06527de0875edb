package io.hostport4j.examples.hostport;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import java.util.ArrayList;
import java.util.List;

/** Forwards as a table for people. */
public final class ForwardTable {
    private static final List<String> HEAD = List.of("PROTOCOL", "HOST PORT", "LEADS TO", "MASQUERADE", "NETWORK", "CONTAINER", "INTERFACE", "BACKEND");

    private final List<List<String>> rows = new ArrayList<>();

    /** @param forwards in the order to print them in */
    public ForwardTable(List<KeptForward> forwards) {
        rows.add(HEAD);
        for (KeptForward kept : forwards) {
            Forward forward = kept.forward();
            rows.add(List.of(forward.hostPort().protocol().text(),
                    forward.hostPort().endpoint().toString(),
                    forward.target().toString(),
                    masquerade(forward.masquerade()),
                    forward.owner().network(), forward.owner().container(), forward.owner().interfaceName(),
                    kept.backend()));
        }
    }

    /** One line for the head and one for each forward; only a sentence when there is none. */
    public List<String> lines() {
        if (rows.size() == 1) {
            return List.of("no host ports on this node");
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String masquerade(Masquerade masquerade) {
        return switch (masquerade) {
            case NEVER -> "never";
            case WHEN_NEEDED -> "when needed";
            case ALWAYS -> "always";
        };
    }
}
