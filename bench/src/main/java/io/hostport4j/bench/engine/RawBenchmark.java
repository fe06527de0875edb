package io.hostport4j.bench.engine;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.netlink.nfnetlink.Batch;
import io.hostport4j.netlink.nfnetlink.Subsystem;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.NetlinkSocket;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
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

/** What the kernel itself takes for one element of a map, from send to acknowledgement: the limit that the engine is held against. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RawBenchmark {
    private static final int NFPROTO_INET = 1;
    private static final int NEWSETELEM = 12;
    private static final int DELSETELEM = 14;

    /** Two batches, written beforehand, and a socket to send them on. */
    @State(Scope.Thread)
    public abstract static class Kernel {
        /** Mappings of other containers; one at least, since the first on a node makes the table and the last takes it away. */
        @Param({"1", "1000", "10000"})
        public int others;

        private HostPorts hostPorts;
        private NetlinkSocket socket;
        private ByteBuffer add;
        private ByteBuffer delete;
        private boolean present;

        /** Fills the node and writes the batches. */
        @Setup(Level.Trial)
        public void open() {
            hostPorts = Node.open(others);
            // The table is there from now on, with or without others.
            hostPorts.add(Mappings.web(PortMapping.tcp(1, 1)));
            socket = NetlinkSocket.open(Syscalls.ofThisJvm(), NetlinkProtocol.NETFILTER, 8192);
            add = batch(NEWSETELEM, NetlinkFlags.CREATE | NetlinkFlags.EXCL);
            delete = batch(DELSETELEM, 0);
        }

        /** Empties the node. */
        @TearDown(Level.Trial)
        public void close() {
            remove();
            socket.close();
            Node.close(hostPorts);
        }

        void add() {
            if (!present) {
                send(add);
                present = true;
            }
        }

        void remove() {
            if (present) {
                send(delete);
                present = false;
            }
        }

        private void send(ByteBuffer batch) {
            socket.send(batch);
            for (NetlinkMessage message : NetlinkMessage.parse(socket.receive().orElseThrow())) {
                int errno = ErrorMessage.parse(message).errno();
                if (errno != 0) {
                    throw new IllegalStateException("errno " + errno);
                }
            }
        }

        /** tcp . 8080 : 10.99.0.1 . 80 in the map any4, as struct nlattr by struct nlattr. */
        private static ByteBuffer batch(int type, int flags) {
            MessageWriter writer = new MessageWriter();
            Batch.begin(writer, 1, Subsystem.NFTABLES);
            writer.begin(Subsystem.NFTABLES.number() << 8 | type, NetlinkFlags.REQUEST | NetlinkFlags.ACK | flags, 2);
            writer.u8(NFPROTO_INET).u8(0).be16(0).attributeString(1, "hostport").attributeString(2, "any4");
            int list = writer.openNested(3);
            int element = writer.openNested(1);
            int key = writer.openNested(1);
            writer.attribute(1, new byte[] {6, 0, 0, 0, 0x1f, (byte) 0x90, 0, 0}).closeNested(key);
            int data = writer.openNested(2);
            writer.attribute(1, new byte[] {10, 99, 0, 1, 0, 80, 0, 0}).closeNested(data);
            writer.attribute(6, new byte[] {0, 6, 'o', 'w', 'n', 'e', 'r', 0});
            writer.closeNested(element).closeNested(list).end();
            Batch.end(writer, 3, Subsystem.NFTABLES);
            return writer.written();
        }
    }

    /** The map without the element. */
    public static class Absent extends Kernel {
        /** Makes it so. */
        @Setup(Level.Invocation)
        public void prepare() {
            remove();
        }
    }

    /** The map with the element. */
    public static class Present extends Kernel {
        /** Makes it so. */
        @Setup(Level.Invocation)
        public void prepare() {
            add();
        }
    }

    /** Adds one element. */
    @Benchmark
    public void add(Absent kernel) {
        kernel.add();
    }

    /** Removes one element. */
    @Benchmark
    public void remove(Present kernel) {
        kernel.remove();
    }
}
