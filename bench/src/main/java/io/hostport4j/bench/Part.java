package io.hostport4j.bench;

import io.hostport4j.bench.calls.Backends;
import io.hostport4j.bench.calls.Callers;
import io.hostport4j.bench.calls.Processes;
import io.hostport4j.bench.datapath.DataPath;
import io.hostport4j.bench.engine.Engine;
import io.hostport4j.bench.memory.Memory;
import io.hostport4j.bench.userland.Userland;
import io.hostport4j.bench.watch.Watch;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The parts of the benchmarks; {@code bench/run} starts a JVM in namespaces of its own for each. */
enum Part {
    ENGINE(Engine::run),
    BACKENDS(Backends::run),
    PROCESSES(Processes::run),
    CALLERS(Callers::run),
    DATAPATH(DataPath::run),
    MEMORY(Memory::run),
    USERLAND(Userland::run),
    WATCH(Watch::run);

    private final Measurement measurement;

    Part(Measurement measurement) {
        this.measurement = measurement;
    }

    @FunctionalInterface
    private interface Measurement {
        void run(Recorder recorder) throws Exception;
    }

    static Part named(String name) {
        return Arrays.stream(values()).filter(part -> part.toString().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("no benchmark \"" + name + "\"; there are " + Arrays.toString(values())));
    }

    Result run(PrintStream out, Duration budget) throws Exception {
        Conditions conditions = Conditions.now();
        Recorder recorder = new Recorder(out, budget);
        measurement.run(recorder);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Result(toString(), conditions, load, recorder.elapsed().toSeconds(), recorder.notes(), recorder.figures());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
