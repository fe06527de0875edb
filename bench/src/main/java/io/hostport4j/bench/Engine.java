package io.hostport4j.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The engine beside the raw kernel transaction, by JMH. */
final class Engine {
    private static final String[] OTHERS = {"0", "1000", "10000"};

    private Engine() {}

    static void run() throws RunnerException {
        Options samples = new OptionsBuilder().include("RawBenchmark").include("EngineBenchmark").forks(1)
                .warmupIterations(3).warmupTime(TimeValue.seconds(5)).measurementIterations(3).measurementTime(TimeValue.seconds(2))
                .verbosity(VerboseMode.NORMAL).build();
        Options bulk = new OptionsBuilder().include("BulkBenchmark").forks(1)
                .warmupIterations(5).measurementIterations(11).verbosity(VerboseMode.NORMAL).build();
        Collection<RunResult> results = new Runner(samples).run();
        double bulkMedian = new Runner(bulk).run().iterator().next().getPrimaryResult().getStatistics().getPercentile(50);

        System.out.println("median, in microseconds; beside other mappings:");
        System.out.printf(Locale.ROOT, "%-44s %10s %10s %10s%n", "", "none", "1,000", "10,000");
        for (String verb : new String[] {"add", "remove"}) {
            double[] raw = medians(results, "RawBenchmark." + verb);
            double[] engine = medians(results, "EngineBenchmark." + verb);
            row("raw kernel transaction, " + verb, raw);
            row("engine, " + verb, engine);
            row("  times the raw transaction (goal 6)", new double[] {engine[0] / raw[0], engine[1] / raw[1], engine[2] / raw[2]});
            row("  times its own figure with none (goal 1.3)", new double[] {1, engine[1] / engine[0], engine[2] / engine[0]});
        }
        System.out.printf(Locale.ROOT, "10,000 mappings in one ADD: median %.0f ms (goal 300)%n", bulkMedian);
    }

    private static double[] medians(Collection<RunResult> results, String benchmark) {
        double[] medians = new double[OTHERS.length];
        for (RunResult result : results) {
            for (int i = 0; i < OTHERS.length; i++) {
                if (result.getParams().getBenchmark().endsWith("." + benchmark) && OTHERS[i].equals(result.getParams().getParam("others"))) {
                    medians[i] = result.getPrimaryResult().getStatistics().getPercentile(50);
                }
            }
        }
        return medians;
    }

    private static void row(String name, double[] values) {
        System.out.printf(Locale.ROOT, "%-44s %10.1f %10.1f %10.1f%n", name, values[0], values[1], values[2]);
    }
}
