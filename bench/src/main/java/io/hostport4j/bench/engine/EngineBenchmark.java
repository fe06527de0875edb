package io.hostport4j.bench.engine;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Forward;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** ADD, DEL and CHECK of one mapping, and the list, beside mappings of other containers. ADD and DEL make up for the call before. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {
    /** An engine on a node with others. */
    @State(Scope.Thread)
    public abstract static class Engine {
        /** Mappings of other containers; one at least, since the first on a node makes the table and the last takes it away. */
        @Param({"1", "1000", "10000"})
        public int others;

        HostPorts hostPorts;
        final HostPortRequest request = Mappings.web(1);

        /** Fills the node. */
        @Setup(Level.Trial)
        public void open() {
            hostPorts = Node.open(others);
        }

        /** Empties the node. */
        @TearDown(Level.Trial)
        public void close() {
            Node.close(hostPorts);
        }
    }

    /** The node without the mapping. */
    public static class Absent extends Engine {
        /** Makes it so. */
        @Setup(Level.Invocation)
        public void remove() {
            hostPorts.remove(Mappings.web());
        }
    }

    /** The node with the mapping. */
    public static class Standing extends Engine {
        /** Makes it so. */
        @Setup(Level.Trial)
        public void add() {
            hostPorts.add(request);
        }
    }

    /** The node with the mapping, which the call before took away. */
    public static class Present extends Engine {
        /** Makes it so. */
        @Setup(Level.Invocation)
        public void add() {
            hostPorts.add(request);
        }
    }

    /** ADD of one mapping. */
    @Benchmark
    public void add(Absent engine) {
        engine.hostPorts.add(engine.request);
    }

    /** DEL of one mapping. */
    @Benchmark
    public Set<Forward> remove(Present engine) {
        return engine.hostPorts.remove(Mappings.web());
    }

    /** CHECK of one mapping. */
    @Benchmark
    public void check(Standing engine) {
        engine.hostPorts.check(engine.request);
    }

    /** All mappings of the node. */
    @Benchmark
    public List<Forward> list(Standing engine) {
        return engine.hostPorts.list();
    }
}
