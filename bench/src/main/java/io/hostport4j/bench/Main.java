package io.hostport4j.bench;

import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the benchmarks that are named, or all of them, and prints their tables. */
public final class Main {
    private static final List<String> ALL = List.of("engine", "backends", "userland", "watch");

    private Main() {}

    /**
     * Runs them.
     *
     * @param arguments names of benchmarks: {@code engine}, {@code backends}, {@code userland}, {@code watch};
     *     {@code bench/run} passes them on
     */
    public static void main(String[] arguments) throws RunnerException, InterruptedException {
        for (String name : arguments.length == 0 ? ALL : List.of(arguments)) {
            switch (name) {
                case "engine" -> Engine.run();
                case "backends" -> Backends.run();
                case "userland" -> Userland.run();
                case "watch" -> Watch.run();
                default -> throw new IllegalArgumentException("no benchmark \"" + name + "\"; there are " + ALL);
            }
        }
        System.out.println("Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version")
                + ", " + Runtime.getRuntime().availableProcessors() + " processors");
    }
}
