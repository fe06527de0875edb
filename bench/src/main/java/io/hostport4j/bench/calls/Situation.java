package io.hostport4j.bench.calls;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.Turns;
import io.hostport4j.bench.node.Nodes;
import io.hostport4j.bench.node.Shape;
import io.hostport4j.testkit.NetNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ADD, CHECK and DEL of so many ports beside so many standing mappings.
 *
 * @param rounds that count
 */
record Situation(int ports, int standing, int rounds) {
    /** For what is warm in ordinary use: files in the page cache, an engine's code. */
    private static final int WARM_UP = 1;
    private static final double MILLI = 1e6;

    /**
     * Who takes part.
     *
     * @param shape of the standing mappings: a contender meets what it made itself
     */
    record Side(Contender contender, Shape shape, Limit limit) {}

    /** How often a contender can be had, for one that takes twenty seconds for a call. */
    @FunctionalInterface
    interface Limit {
        /** One for whom there is always time. */
        Limit NONE = (ports, standing) -> Integer.MAX_VALUE;

        /** None means that it has no part in this. */
        int rounds(int ports, int standing);
    }

    void measure(List<Side> all, Nodes nodes, Duration budget, Recorder recorder) {
        List<Side> sides = all.stream().filter(side -> side.limit.rounds(ports, standing) > 0).toList();
        List<Call> calls = new ArrayList<>();
        try {
            for (Side side : sides) {
                NetNamespace node = nodes.with(side.shape, standing);
                calls.add(new Call(side.contender.on(node), node, ports, side.limit.rounds(ports, standing)));
            }
            List<Map<String, Samples>> samples = new Turns(WARM_UP, rounds, budget).run(calls);
            for (int i = 0; i < sides.size(); i++) {
                String name = sides.get(i).contender.name();
                samples.get(i).forEach((what, values) -> recorder.add(values.figure(name, what, ports, standing, "ms")));
            }
        } finally {
            calls.forEach(call -> call.calls.close());
        }
    }

    private record Call(Contender.Calls calls, NetNamespace node, int ports, int rounds) implements Turns.Entrant {
        @Override
        public void take(Turns.Sink sink) {
            // A child belongs to the namespace of the thread that starts it.
            node.call(() -> {
                sink.add("ADD", millis(() -> calls.add(ports)));
                sink.add("CHECK", millis(() -> calls.check(ports)));
                sink.add("DEL", millis(() -> calls.remove(ports)));
                return null;
            });
        }

        private static double millis(Runnable call) {
            long start = System.nanoTime();
            call.run();
            return (System.nanoTime() - start) / MILLI;
        }
    }
}
