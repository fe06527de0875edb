package io.hostport4j.bench;

import io.hostport4j.bench.report.Report;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs one part of the benchmarks, or writes the report of what all parts found. */
public final class Main {
    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments {@code report}, or the name of a part and the seconds that it may take; {@code bench/run} passes them on
     */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).equals(List.of("report"))) {
            Report.write(Arrays.stream(Part.values()).map(part -> Result.read(part.toString())).flatMap(Optional::stream).toList());
        } else {
            Part.named(arguments[0]).run(System.out, Duration.ofSeconds(Long.parseLong(arguments[1]))).write();
        }
    }
}
