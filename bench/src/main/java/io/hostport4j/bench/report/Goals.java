package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The goals, each beside what was measured. */
record Goals(Results results) {
    private static final String PROCESSES = "processes";
    private static final double MEGA_OF_MEBI = 1.048576;
    private static final String NETLINK = "netlink and nftables";

    String table() {
        Table table = new Table("goal", List.of("limit", "measured", ""));
        List<Goal> goals = new ArrayList<>();
        cold(goals);
        agent(goals);
        engine(goals);
        manyPorts(goals);
        dataPath(goals);
        goals.forEach(goal -> table.row(goal.text(), goal.cells()));
        return table.toString();
    }

    private void cold(List<Goal> goals) {
        List<String> jdks = results.processes("cold binary").filter(name -> !name.matches(".*tables")).toList();
        for (String contender : jdks) {
            boolean oldest = jdks.size() > 1 && contender.equals(jdks.get(0));
            goals.add(Goal.atMost(contender + ", ADD + DEL of one mapping, times the reference's", oldest ? 2 : 1,
                    ratio(sum(contender), sum(VerbTable.REFERENCE))));
        }
    }

    private void agent(List<Goal> goals) {
        String agent = results.processes("agent").findFirst().orElse("agent");
        for (String verb : VerbTable.VERBS) {
            goals.add(Goal.atMost(agent + ", " + verb + " of one mapping, times the reference's", 0.15,
                    ratio(process(agent, verb, 1), process(VerbTable.REFERENCE, verb, 1))));
        }
        goals.add(Goal.atMost(agent + ", 16 calls at once, p99 times p50, most of both verbs", 3, most(TailTable.VERBS.stream()
                .map(verb -> results.find("callers", agent, verb, 1, 1).map(TailTable::tail)))));
        List<Figure> memory = results.part("memory").stream().flatMap(result -> result.figures().stream())
                .filter(figure -> figure.contender().startsWith("agent")).toList();
        memory.stream().map(Figure::contender).distinct().forEach(one -> goals.add(Goal.atMost(one + ", 10,000 mappings, resident MB", 80,
                memory.stream().filter(figure -> figure.contender().equals(one)).map(figure -> figure.median() * MEGA_OF_MEBI)
                        .max(Double::compare))));
    }

    private void engine(List<Goal> goals) {
        for (String verb : List.of("ADD", "DEL")) {
            goals.add(Goal.atMost("engine, " + verb + ", times the raw transaction, most of all numbers of mappings", 6,
                    most(EngineTable.STANDING.stream().map(standing -> ratio(engine(EngineTable.ENGINE, verb, 1, standing),
                            engine(EngineTable.RAW, verb, 1, standing))))));
            goals.add(Goal.atMost("engine, " + verb + " beside 10,000, times beside one", 1.3,
                    ratio(engine(EngineTable.ENGINE, verb, 1, 10_000), engine(EngineTable.ENGINE, verb, 1, 1))));
        }
        for (String how : List.of("in one ADD", "of as many containers")) {
            goals.add(Goal.atMost("60,000 mappings " + how + ", ms", 2_000, engine(EngineTable.ENGINE, "ADD of 60,000 " + how, 60_000, 0)));
            goals.add(Goal.atMost("list of 60,000 " + how + ", ms", 500, engine(EngineTable.ENGINE, "list of 60,000 " + how, 60_000, 0)));
        }
        goals.add(Goal.atLeast("ADDs a second on one thread", 10_000, engine(EngineTable.ENGINE, "ADDs a second on one thread", 1, 0)));
        goals.add(Goal.atMost("allocated in an ADD, KiB", 20, engine(EngineTable.ENGINE, "allocated in an ADD", 1, 0)));
    }

    private void manyPorts(List<Goal> goals) {
        results.processes("cold binary").forEach(contender -> goals.add(Goal.atMost(contender + ", ADD of 500 ports, times its ADD of one",
                1.3, ratio(process(contender, "ADD", 500), process(contender, "ADD", 1)))));
        goals.add(Goal.atMost("in process, iptables, ADD of 500 ports, ms", 500,
                results.find("backends", "in process, iptables", "ADD", 500, 1).map(Figure::median)));
    }

    private void dataPath(List<Goal> goals) {
        Optional<Double> many = connect(NETLINK, 10_000);
        goals.add(Goal.atMost("TCP connect with 10,000 mappings, times with one", 1.05, ratio(many, connect(NETLINK, 1))));
        goals.add(Goal.atMost("TCP connect with 10,000 mappings, times a direct one", 1.15, ratio(many, connect(LaneTable.DIRECT, 0))));
    }

    private Optional<Double> connect(String contender, int mappings) {
        return results.find("datapath", contender, LaneTable.CONNECT, 1, mappings).map(Figure::median);
    }

    private Optional<Double> engine(String contender, String what, int ports, int standing) {
        return results.find("engine", contender, what, ports, standing).map(Figure::median);
    }

    private Optional<Double> process(String contender, String verb, int ports) {
        return results.find(PROCESSES, contender, verb, ports, 1).map(Figure::median);
    }

    private Optional<Double> sum(String contender) {
        return process(contender, "ADD", 1).flatMap(add -> process(contender, "DEL", 1).map(remove -> add + remove));
    }

    private static Optional<Double> ratio(Optional<Double> value, Optional<Double> base) {
        return value.flatMap(some -> base.map(other -> some / other));
    }

    private static Optional<Double> most(Stream<Optional<Double>> values) {
        return values.map(value -> value.orElse(null)).filter(Objects::nonNull).max(Double::compare);
    }
}
