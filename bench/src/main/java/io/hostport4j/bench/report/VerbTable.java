package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ADD, CHECK and DEL of each contender, with how many times the reference's they take. */
record VerbTable(Result result) {
    static final String REFERENCE = "reference";
    static final List<String> VERBS = List.of("ADD", "CHECK", "DEL");

    /** A table for each number of standing mappings. */
    String medians() {
        StringBuilder text = new StringBuilder();
        for (int standing : Results.standing(result)) {
            List<Integer> ports = Results.ports(result, standing);
            List<String> columns = new ArrayList<>();
            VERBS.forEach(verb -> ports.forEach(count -> columns.add(verb + " " + Numbers.count(count))));
            Table table = new Table("median in ms, beside " + Numbers.count(standing), columns);
            for (String contender : Results.contenders(result)) {
                List<String> cells = new ArrayList<>();
                VERBS.forEach(verb -> ports.forEach(count -> cells.add(cell(contender, verb, count, standing))));
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    table.row(contender, cells);
                }
            }
            text.append(table).append('\n');
        }
        return text.toString();
    }

    /** Of one port beside one mapping: the median and the 99th percentile of each verb. */
    String tails() {
        Table table = new Table("1 port beside 1, in ms", List.of("calls", "ADD p50", "p99", "CHECK p50", "p99", "DEL p50", "p99"));
        for (String contender : Results.contenders(result)) {
            List<String> cells = new ArrayList<>();
            for (String verb : VERBS) {
                Results.find(result, contender, verb, 1, 1).ifPresent(figure -> {
                    if (cells.isEmpty()) {
                        cells.add(Numbers.count(figure.count()));
                    }
                    cells.add(Numbers.text(figure.median()));
                    cells.add(Numbers.text(figure.p99()));
                });
            }
            table.row(contender, cells);
        }
        return table.toString();
    }

    private String cell(String contender, String verb, int ports, int standing) {
        Optional<Figure> own = Results.find(result, contender, verb, ports, standing);
        Optional<Figure> reference = Results.find(result, REFERENCE, verb, ports, standing);
        return own.map(figure -> Numbers.text(figure.median()) + (contender.equals(REFERENCE) ? ""
                : reference.map(base -> " (" + Numbers.text(figure.median() / base.median()) + ")").orElse(""))).orElse("");
    }
}
