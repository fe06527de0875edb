package io.hostport4j.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of Markdown: words in the first column, figures in the others. */
final class Table {
    private final List<String> lines = new ArrayList<>();

    Table(String first, List<String> others) {
        lines.add(line(first, others));
        lines.add(line("---", others.stream().map(other -> "---:").toList()));
    }

    void row(String first, List<String> cells) {
        lines.add(line(first, cells));
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }

    private static String line(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
