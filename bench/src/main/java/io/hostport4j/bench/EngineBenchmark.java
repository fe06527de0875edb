package io.hostport4j.bench;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
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

/** ADD and DEL of one mapping in-process, beside mappings of other containers. Each call makes up for the one before it. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {
    /** An engine on a node with others. */
    @State(Scope.Thread)
    public abstract static class Engine {
        /** Mappings of other containers. */
        @Param({"0", "1000", "10000"})
        public int others;

        HostPorts hostPorts;
        final HostPortRequest request = Node.request(PortMapping.tcp(Node.PORT, 80));

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
            hostPorts.remove(Node.web());
        }
    }

    /** The node with the mapping. */
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
        return engine.hostPorts.remove(Node.web());
    }
}
