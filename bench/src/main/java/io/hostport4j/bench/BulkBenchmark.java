package io.hostport4j.bench;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** 10,000 mappings in one ADD. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BulkBenchmark {
    private static final int MAPPINGS = 10_000;

    private final HostPortRequest request = Node.request(Node.range(20000, MAPPINGS));
    private HostPorts hostPorts;

    /** An empty node. */
    @Setup(Level.Trial)
    public void open() {
        hostPorts = Node.open(0);
    }

    /** Without the mappings of the call before. */
    @Setup(Level.Iteration)
    public void remove() {
        hostPorts.remove(Node.web());
    }

    /** Empties the node. */
    @TearDown(Level.Trial)
    public void close() {
        Node.close(hostPorts);
    }

    /** ADD of 10,000 mappings. */
    @Benchmark
    public void add() {
        hostPorts.add(request);
    }
}
