package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The plots of the report; each is left as it was when its part has no result. */
record Plots(Results results, Plot plot) {
    private static final String SPAWN = "/bin/true";

    void draw() {
        results.part("datapath").ifPresent(this::connects);
        results.part("processes").ifPresent(this::verbs);
        results.part("processes").ifPresent(this::ports);
    }

    private void connects(Result result) {
        Map<String, SortedMap<Double, Double>> series = new LinkedHashMap<>();
        for (String contender : Results.contenders(result)) {
            SortedMap<Double, Double> points = new TreeMap<>();
            Optional<Figure> without = Results.find(result, contender, LaneTable.CONNECT, 1, 0);
            for (int mappings : LaneTable.MAPPINGS) {
                Results.find(result, contender, LaneTable.CONNECT, 1, mappings).or(() -> without)
                        .ifPresent(figure -> points.put((double) mappings, figure.median()));
            }
            series.put(contender, points);
        }
        plot.curves("connect.svg", "TCP connect + close through the last of so many mappings", "mappings", "µs, median", series);
    }

    private void verbs(Result result) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (String contender : Results.contenders(result)) {
            List<Double> values = new ArrayList<>();
            VerbTable.VERBS.forEach(verb -> Results.find(result, contender, verb, 1, 1).ifPresent(figure -> values.add(figure.median())));
            if (values.size() == VerbTable.VERBS.size()) {
                series.put(contender, values);
            }
        }
        plot.bars("verbs.svg", "One port, whole process", "ms, median", VerbTable.VERBS, series);
    }

    private void ports(Result processes) {
        Map<String, SortedMap<Double, Double>> series = new LinkedHashMap<>(adds(processes));
        series.remove(SPAWN);
        results.part("backends").ifPresent(backends -> adds(backends).forEach(series::putIfAbsent));
        plot.curves("ports.svg", "ADD of so many ports", "ports", "ms, median", series);
    }

    private static Map<String, SortedMap<Double, Double>> adds(Result result) {
        Map<String, SortedMap<Double, Double>> series = new LinkedHashMap<>();
        result.figures().stream().filter(figure -> figure.standing() == 1 && figure.what().equals("ADD")).forEach(figure -> series
                .computeIfAbsent(figure.contender(), name -> new TreeMap<>()).put((double) figure.ports(), figure.median()));
        return series;
    }
}
