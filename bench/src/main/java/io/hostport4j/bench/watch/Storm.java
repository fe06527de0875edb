package io.hostport4j.bench.watch;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.reconcile.Reconciliation;
import io.hostport4j.core.reconcile.RulesetWatch;
import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.Family;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.socket.Syscalls;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Others' transactions in a table of theirs, as fast as one thread makes them, beside a watch over 100 mappings. */
final class Storm {
    private static final int MAPPINGS = 100;
    private static final long LENGTH = Duration.ofSeconds(4).toNanos();
    private static final Table THEIRS = new Table(Family.IP, "storm");
    private static final String WATCH_THREAD = "hostport-watch";

    private Storm() {}

    static void run(Recorder recorder, int rules) {
        HostPorts hostPorts = Node.open(MAPPINGS);
        List<HostPortRequest> desired = Mappings.others(MAPPINGS);
        Queue<Reconciliation> looks = new ConcurrentLinkedQueue<>();
        RulesetWatch watch = RulesetWatch.start(hostPorts, () -> desired, looks::add);
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            NftTransaction transaction = transaction(rules);
            Samples rate = new Samples();
            Samples load = new Samples();
            long start = System.nanoTime();
            long cpu = cpuOfWatch();
            int changes = 0;
            for (; System.nanoTime() - start < LENGTH; changes++) {
                nftables.commit(transaction);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!looks.isEmpty()) {
                throw new IllegalStateException("nobody touched " + looks);
            }
            rate.add(changes / seconds);
            load.add((cpuOfWatch() - cpu) / 1e7 / seconds);
            recorder.add(rate.figure("netlink", "others' transactions of " + rules + " rules", 0, MAPPINGS, "1/s"));
            recorder.add(load.figure("netlink", "watch beside transactions of " + rules + " rules", 0, MAPPINGS, "% of a core"));
        } finally {
            watch.close();
        }
        Node.close(hostPorts);
    }

    private static NftTransaction transaction(int rules) {
        NftTransaction.Builder change = NftTransaction.builder().add(THEIRS).add(new Chain(THEIRS, "some"));
        for (int i = 0; i < rules; i++) {
            change.add(new Rule(THEIRS, "some", Counter.zero()));
        }
        return change.delete(THEIRS).build();
    }

    private static long cpuOfWatch() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(WATCH_THREAD)) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("the watch has ended");
    }
}
