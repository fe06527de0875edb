package io.hostport4j.bench.report;

import io.hostport4j.bench.Conditions;
import io.hostport4j.bench.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes {@code docs/performance.md} and its plots: fixed text of the resource {@code performance.md}, figures of the results. */
public final class Report {
    private static final Path DOCUMENT = Path.of("docs/performance.md");
    private static final Path PLOTS = Path.of("docs/plots");
    /** What the fixed text has where figures go: the name of a part and of a table of it. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)(?: (\\w+))?}}");
    private static final Map<String, Function<Result, String>> TABLES = Map.of(
            "verbs", result -> new VerbTable(result).medians(),
            "tails", result -> new VerbTable(result).tails(),
            "atonce", result -> new TailTable(result).all(),
            "sampled", result -> new EngineTable(result).sampled(),
            "many", result -> new EngineTable(result).many(),
            "connect", result -> new LaneTable(result).of(LaneTable.CONNECT),
            "flows", result -> new LaneTable(result).of("UDP, first packets of flows"),
            "packets", result -> new LaneTable(result).of("UDP, packets of one flow"),
            "transfer", result -> new LaneTable(result).of("TCP transfer"),
            "all", result -> new PlainTable(result).all());

    private Report() {}

    /** Of the parts that there are; where one is missing the document says so. */
    public static void write(List<Result> parts) throws IOException {
        Results results = new Results(parts);
        Files.createDirectories(PLOTS);
        new Plots(results, new Plot(PLOTS)).draw();
        Files.writeString(DOCUMENT, PLACE.matcher(text()).replaceAll(place -> Matcher.quoteReplacement(filled(results, place.group(1),
                place.group(2)).strip())));
    }

    private static String filled(Results results, String name, String table) {
        return switch (name) {
            case "goals" -> new Goals(results).table();
            case "conditions" -> conditions(results);
            default -> results.part(name).map(result -> table(result, table)).orElse("Not measured yet: `bench/run " + name + "`.");
        };
    }

    private static String table(Result result, String name) {
        if (name.equals("notes")) {
            return result.notes().stream().map(note -> "- " + note).collect(Collectors.joining("\n"));
        }
        return TABLES.get(name).apply(result);
    }

    private static String conditions(Results results) {
        Table table = new Table("part", List.of("when", "commit", "load before, after", "seconds", "processors", "kernel", "Java"));
        for (Result result : results.parts()) {
            Conditions at = result.conditions();
            table.row(result.part(), List.of(at.date(), at.commit(), String.format(Locale.ROOT, "%.1f, %.1f", at.load(), result.load()),
                    Numbers.count((int) result.seconds()), at.processors() + " × " + at.cpu(), at.kernel(), at.java()));
        }
        return table.toString();
    }

    private static String text() throws IOException {
        try (InputStream in = Report.class.getResourceAsStream("performance.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
