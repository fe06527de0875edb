package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.List;
import java.util.function.Predicate;

/** Figures one under the other. */
record PlainTable(Result result) {
    String all() {
        return of(figure -> true);
    }

    String of(Predicate<Figure> wanted) {
        Table table = new Table("", List.of("mappings", "times", "p50", "p99", "unit"));
        result.figures().stream().filter(wanted).forEach(figure -> table.row(figure.contender() + ": " + figure.what(),
                List.of(figure.standing() == 0 ? "" : Numbers.count(figure.standing()), Numbers.count(figure.count()),
                        Numbers.text(figure.median()), Numbers.text(figure.p99()), figure.unit())));
        return table.toString();
    }
}
