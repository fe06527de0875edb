package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much longer than the median the longest calls take of many at once. */
record TailTable(Result result) {
    static final List<String> VERBS = List.of("ADD", "DEL");

    String all() {
        List<String> columns = new ArrayList<>();
        VERBS.forEach(verb -> columns.addAll(List.of(verb + " calls", "p50", "p99", "p99 / p50")));
        Table table = new Table("16 at once, in ms", columns);
        for (String contender : Results.contenders(result)) {
            List<String> cells = new ArrayList<>();
            for (String verb : VERBS) {
                Optional<Figure> found = result.figures().stream()
                        .filter(figure -> figure.contender().equals(contender) && figure.what().equals(verb)).findFirst();
                cells.addAll(found.map(figure -> List.of(Numbers.count(figure.count()), Numbers.text(figure.median()),
                        Numbers.text(figure.p99()), Numbers.text(tail(figure)))).orElse(List.of("", "", "", "")));
            }
            table.row(contender, cells);
        }
        return table.toString();
    }

    static double tail(Figure figure) {
        return figure.p99() / figure.median();
    }
}
