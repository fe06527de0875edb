package io.hostport4j.examples.hostport;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forwards as a table for people. */
final class ForwardTable {
    private static final List<String> HEAD = List.of("PROTOCOL", "HOST PORT", "LEADS TO", "MASQUERADE", "NETWORK", "CONTAINER", "INTERFACE",
            "CONNECTIONS", "SINCE", "BACKEND", "CONDITIONS");

    private final List<List<String>> rows = new ArrayList<>();

    /** @param forwards in the order to print them in */
    ForwardTable(List<KeptForward> forwards, Since since) {
        rows.add(HEAD);
        for (KeptForward kept : forwards) {
            Forward forward = kept.forward();
            rows.add(List.of(forward.hostPort().protocol().text(),
                    forward.hostPort().endpoint().toString(),
                    forward.target().toString(),
                    masquerade(forward.masquerade()),
                    noted(forward.owner().network()), forward.owner().container(), noted(forward.owner().interfaceName()),
                    kept.connections().isPresent() ? Long.toString(kept.connections().getAsLong()) : "",
                    since.of(forward.owner()).map(Instant::toString).orElse(""),
                    kept.backend(),
                    forward.conditions().toString()));
        }
    }

    /** One line for the head and one for each forward, without columns that are empty; only a sentence when there is none. */
    List<String> lines() {
        if (rows.size() == 1) {
            return List.of("no host ports on this node");
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        Arrays.setAll(widths, i -> widths[i] == 0 ? 0 : Math.max(widths[i], HEAD.get(i).length()));
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
        }
        return line.toString().stripTrailing();
    }

    private static String noted(String name) {
        return name.equals(Owner.UNKNOWN) ? "-" : name;
    }

    private static String masquerade(Masquerade masquerade) {
        return switch (masquerade) {
            case NEVER -> "never";
            case WHEN_NEEDED -> "when needed";
            case ALWAYS -> "always";
        };
    }
}
