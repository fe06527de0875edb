package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The engine's operations beside the raw transaction, and what it does with many mappings. */
record EngineTable(Result result) {
    static final String RAW = "raw kernel transaction";
    static final String ENGINE = "engine";
    static final List<Integer> STANDING = List.of(1, 1_000, 10_000);

    String sampled() {
        Table table = new Table("median in µs, beside", STANDING.stream().map(Numbers::count).toList());
        for (String verb : List.of("ADD", "DEL")) {
            row(table, RAW + ", " + verb, medians(RAW, verb));
            row(table, ENGINE + ", " + verb, medians(ENGINE, verb));
            ratio(table, "times the raw transaction", medians(ENGINE, verb), medians(RAW, verb));
            flatness(table, verb);
        }
        row(table, ENGINE + ", CHECK", medians(ENGINE, "CHECK"));
        flatness(table, "CHECK");
        row(table, ENGINE + ", list", medians(ENGINE, "list"));
        return table.toString();
    }

    String many() {
        Table table = new Table("one thread, one JVM", List.of("median", "largest"));
        result.figures().stream().filter(figure -> figure.contender().equals(ENGINE) && !figure.unit().equals("µs"))
                .forEach(figure -> table.row(figure.what() + ", " + figure.unit(),
                        List.of(Numbers.text(figure.median()), Numbers.text(figure.p99()))));
        return table.toString();
    }

    private List<Optional<Double>> medians(String contender, String verb) {
        return STANDING.stream().map(standing -> Results.find(result, contender, verb, 1, standing).map(Figure::median)).toList();
    }

    private void flatness(Table table, String verb) {
        List<Optional<Double>> medians = medians(ENGINE, verb);
        ratio(table, "times its own with one", medians, medians.stream().map(any -> medians.get(0)).toList());
    }

    private static void ratio(Table table, String name, List<Optional<Double>> values, List<Optional<Double>> bases) {
        row(table, name, IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i).flatMap(value -> bases.get(i).map(base -> value / base))).toList());
    }

    private static void row(Table table, String name, List<Optional<Double>> values) {
        table.row(name, values.stream().map(value -> value.map(Numbers::text).orElse("")).toList());
    }
}
