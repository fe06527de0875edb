package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One quantity of the data path for each contender, by the number of mappings on the node. */
record LaneTable(Result result) {
    static final String CONNECT = "TCP connect + close";
    static final String DIRECT = "direct";
    static final List<Integer> MAPPINGS = List.of(1, 1_000, 10_000);

    String of(String what) {
        String unit = result.figures().stream().filter(figure -> figure.what().equals(what)).map(Figure::unit).findFirst().orElse("");
        List<String> columns = new ArrayList<>(List.of("none"));
        MAPPINGS.forEach(count -> columns.add(Numbers.count(count)));
        columns.addAll(List.of("10,000 / 1", "10,000 / direct"));
        Table table = new Table(what + ", " + unit, columns);
        Optional<Double> direct = median(DIRECT, what, 0);
        for (String contender : Results.contenders(result)) {
            Optional<Double> many = median(contender, what, MAPPINGS.get(MAPPINGS.size() - 1));
            List<String> cells = new ArrayList<>(List.of(text(median(contender, what, 0))));
            MAPPINGS.forEach(count -> cells.add(text(median(contender, what, count))));
            cells.add(text(many.flatMap(value -> median(contender, what, 1).map(one -> value / one))));
            cells.add(text(many.or(() -> median(contender, what, 0)).flatMap(value -> direct.map(base -> value / base))));
            table.row(contender, cells);
        }
        return table.toString();
    }

    private Optional<Double> median(String contender, String what, int mappings) {
        return Results.find(result, contender, what, 1, mappings).map(Figure::median);
    }

    private static String text(Optional<Double> value) {
        return value.map(Numbers::text).orElse("");
    }
}
