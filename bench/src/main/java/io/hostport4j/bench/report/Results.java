package io.hostport4j.bench.report;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the parts of the benchmarks found, each at its last run. */
record Results(List<Result> parts) {
    Optional<Result> part(String name) {
        return parts.stream().filter(result -> result.part().equals(name)).findFirst();
    }

    Optional<Figure> find(String part, String contender, String what, int ports, int standing) {
        return part(part).flatMap(result -> find(result, contender, what, ports, standing));
    }

    static Optional<Figure> find(Result result, String contender, String what, int ports, int standing) {
        return result.figures().stream().filter(figure -> figure.contender().equals(contender) && figure.what().equals(what)
                && figure.ports() == ports && figure.standing() == standing).findFirst();
    }

    static List<String> contenders(Result result) {
        return result.figures().stream().map(Figure::contender).distinct().toList();
    }

    static List<Integer> standing(Result result) {
        return result.figures().stream().map(Figure::standing).distinct().sorted().toList();
    }

    static List<Integer> ports(Result result, int standing) {
        return result.figures().stream().filter(figure -> figure.standing() == standing).map(Figure::ports).distinct().sorted().toList();
    }

    /** Contenders of the processes whose names begin so: the version of the JDK is behind it. */
    Stream<String> processes(String beginning) {
        return part("processes").stream().flatMap(result -> contenders(result).stream()).filter(name -> name.startsWith(beginning));
    }
}
