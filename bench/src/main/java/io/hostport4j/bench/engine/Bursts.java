package io.hostport4j.bench.engine;

import com.sun.management.ThreadMXBean;
import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many ADDs one after the other, and many mappings at once.
 *
 * <p>Not by JMH: what comes between two of its invocations, here the DELs, counts in what its profiler says of allocation.
 */
final class Bursts {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String ENGINE = "engine";
    private static final int ADDS = 10_000;
    private static final int MANY = 60_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;
    /** To take away what 60,000 containers have is six seconds' work. */
    private static final int ROUNDS_OF_MANY = 3;
    private static final double MILLI = 1e6;
    private static final double KIBI = 1024;

    private final Recorder recorder;
    private final HostPorts hostPorts;

    private Bursts(Recorder recorder, HostPorts hostPorts) {
        this.recorder = recorder;
        this.hostPorts = hostPorts;
    }

    static void run(Recorder recorder) {
        HostPorts hostPorts = Node.open("netlink");
        Bursts bursts = new Bursts(recorder, hostPorts);
        bursts.oneByOne();
        bursts.atOnce("in one ADD", () -> hostPorts.add(Mappings.range(2000, MANY)));
        List<HostPortRequest> containers = Mappings.others(2000, MANY);
        bursts.atOnce("of as many containers", () -> failing(hostPorts.addAll(containers).values()));
        hostPorts.close();
    }

    private void oneByOne() {
        List<HostPortRequest> containers = Mappings.others(ADDS);
        Samples rate = new Samples();
        Samples addSize = new Samples();
        Samples removeSize = new Samples();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            double add = allocated(containers, hostPorts::add);
            double perSecond = ADDS / seconds(start);
            double remove = allocated(containers, request -> hostPorts.remove(request.attachment()));
            if (round >= 0) {
                rate.add(perSecond);
                addSize.add(add);
                removeSize.add(remove);
            }
        }
        recorder.add(rate.figure(ENGINE, "ADDs a second on one thread", 1, 0, "1/s"));
        recorder.add(addSize.figure(ENGINE, "allocated in an ADD", 1, 0, "KiB"));
        recorder.add(removeSize.figure(ENGINE, "allocated in a DEL", 1, 0, "KiB"));
    }

    private static double allocated(List<HostPortRequest> requests, Consumer<HostPortRequest> operation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        requests.forEach(operation);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / KIBI / requests.size();
    }

    private void atOnce(String how, Runnable add) {
        Samples addTime = new Samples();
        Samples listTime = new Samples();
        for (int round = -1; round < ROUNDS_OF_MANY; round++) {
            long start = System.nanoTime();
            add.run();
            double added = (System.nanoTime() - start) / MILLI;
            start = System.nanoTime();
            int listed = hostPorts.list().size();
            double all = (System.nanoTime() - start) / MILLI;
            if (listed != MANY) {
                throw new IllegalStateException("of " + MANY + " mappings " + listed + " are listed");
            }
            removeAll();
            if (round >= 0) {
                addTime.add(added);
                listTime.add(all);
            }
        }
        recorder.add(addTime.figure(ENGINE, "ADD of 60,000 " + how, MANY, 0, "ms"));
        recorder.add(listTime.figure(ENGINE, "list of 60,000 " + how, MANY, 0, "ms"));
    }

    private void removeAll() {
        hostPorts.retain(Mappings.NETWORK, List.of());
    }

    private static void failing(Collection<? extends RuntimeException> failures) {
        failures.stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
