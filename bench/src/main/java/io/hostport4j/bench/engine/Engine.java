package io.hostport4j.bench.engine;

import io.hostport4j.bench.Figure;
import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.node.Node;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** The engine beside the raw kernel transaction, by JMH, then many ADDs one after the other and many mappings at once. */
public final class Engine {
    /** By the class of a benchmark, who it is about. */
    private static final Map<String, String> CONTENDERS = Map.of("RawBenchmark", "raw kernel transaction", "EngineBenchmark", "engine");
    private static final String UNIT = "µs";

    private Engine() {}

    /** Some three and a half minutes. */
    public static void run(Recorder recorder) throws RunnerException {
        Node.own();
        sample(recorder, options("RawBenchmark", 1, 2, 2));
        sample(recorder, options("EngineBenchmark.(add|remove|check)$", 2, 3, 3));
        sample(recorder, options("EngineBenchmark.list$", 2, 1, 2));
        Bursts.run(recorder);
    }

    /** Seconds of a warm-up iteration are as many as the engine's methods take to be compiled for good. */
    private static ChainedOptionsBuilder options(String include, int warmUps, int warmUpSeconds, int measured) {
        return new OptionsBuilder().include(include).forks(1).warmupIterations(warmUps).warmupTime(TimeValue.seconds(warmUpSeconds))
                .measurementIterations(measured).measurementTime(TimeValue.seconds(1)).verbosity(VerboseMode.SILENT)
                .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    }

    private static void sample(Recorder recorder, ChainedOptionsBuilder options) throws RunnerException {
        for (RunResult result : new Runner(options.build()).run()) {
            recorder.add(figure(result));
        }
    }

    private static Figure figure(RunResult result) {
        List<String> name = List.of(result.getParams().getBenchmark().split("\\."));
        Statistics statistics = result.getPrimaryResult().getStatistics();
        String what = switch (name.get(name.size() - 1)) {
            case "add" -> "ADD";
            case "remove" -> "DEL";
            case "check" -> "CHECK";
            default -> "list";
        };
        return new Figure(CONTENDERS.get(name.get(name.size() - 2)), what, 1, Integer.parseInt(result.getParams().getParam("others")), UNIT,
                (int) statistics.getN(), statistics.getPercentile(50), statistics.getPercentile(99));
    }
}
