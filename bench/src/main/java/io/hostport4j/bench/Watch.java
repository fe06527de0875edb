package io.hostport4j.bench;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** How soon a watch has host ports back after others took them away, and what others' changes cost it that are none of its business. */
final class Watch {
    private static final List<String> BACKENDS = List.of("netlink", "nftables", "iptables");
    private static final int[] MAPPINGS = {1, 100, 1000};
    private static final int WARM_UP = 10;
    /** Between two losses, in milliseconds: as long as the watch looks once more. */
    private static final int PAUSE = 50;
    private static final long STORM = Duration.ofSeconds(5).toNanos();
    private static final Table THEIRS = new Table(Family.IP, "storm");

    private Watch() {}

    static void run() throws InterruptedException {
        System.out.printf(Locale.ROOT, "%-10s %5s  %-24s %7s %9s %9s %9s   %s%n", "all back", "", "in ms (goal: p99 100)", "times", "p50", "p99",
                "most", "load");
        for (String backend : BACKENDS) {
            for (int mappings : MAPPINGS) {
                recover(backend, mappings, mappings <= 100 ? 200 : 50);
            }
        }
        System.out.printf(Locale.ROOT, "%-44s %14s %20s%n", "beside 100 mappings", "changes a second", "% of a core (goal 5)");
        storm("transactions of 1 rule", 1);
        storm("transactions of 1,000 rules", 1000);
    }

    private record Back(long at, Reconciliation what) {}

    static void recover(String backend, int mappings, int losses) throws InterruptedException {
        HostPorts hostPorts = Node.open(backend);
        List<HostPortRequest> desired = Node.others(mappings);
        BlockingQueue<Back> looks = new LinkedBlockingQueue<>();
        RulesetWatch watch = RulesetWatch.start(hostPorts, () -> desired, what -> looks.add(new Back(System.nanoTime(), what)));
        try (HostPorts other = Node.open(backend)) {
            await(looks, mappings);
            for (Damage damage : Damage.of(backend)) {
                double[] milliseconds = new double[losses];
                for (int i = -WARM_UP; i < milliseconds.length; i++) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE);
                    looks.clear();
                    long lost = System.nanoTime();
                    damage.inflict(backend);
                    double time = (await(looks, mappings) - lost) / 1e6;
                    checkWhole(other, desired);
                    if (i >= 0) {
                        milliseconds[i] = time;
                    }
                }
                Arrays.sort(milliseconds);
                int count = milliseconds.length;
                System.out.printf(Locale.ROOT, "%-10s %5d  %-24s %7d %9.1f %9.1f %9.1f   %s%n", backend, mappings, damage, count,
                        milliseconds[count / 2], milliseconds[Math.max(0, count * 99 / 100 - 1)], milliseconds[count - 1], load());
            }
        } finally {
            watch.close();
        }
        Node.close(hostPorts);
    }

    private static void checkWhole(HostPorts hostPorts, List<HostPortRequest> desired) {
        int found = hostPorts.list().size();
        if (found != desired.size()) {
            throw new IllegalStateException("of " + desired.size() + " mappings " + found + " are there after all were mended");
        }
        hostPorts.check(desired.get(desired.size() - 1));
    }

    /** Of the last minute. */
    private static String load() {
        return String.format(Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** When the last of them was back: a loss amid a look is mended by that one and the next. */
    private static long await(BlockingQueue<Back> looks, int mappings) throws InterruptedException {
        Set<AttachmentId> mended = new HashSet<>();
        while (true) {
            Back back = looks.poll(30, TimeUnit.SECONDS);
            if (back == null || back.what().mended().isEmpty()) {
                throw new IllegalStateException("of " + mappings + " mappings " + mended.size() + " came back in 30 seconds");
            }
            back.what().mended().forEach(one -> mended.add(one.attachment()));
            if (mended.size() == mappings) {
                return back.at();
            }
        }
    }

    private static void storm(String name, int rules) throws InterruptedException {
        HostPorts hostPorts = Node.open(100);
        List<HostPortRequest> desired = Node.others(100);
        BlockingQueue<Back> looks = new LinkedBlockingQueue<>();
        RulesetWatch watch = RulesetWatch.start(hostPorts, () -> desired, what -> looks.add(new Back(System.nanoTime(), what)));
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            NftTransaction.Builder change = NftTransaction.builder().add(THEIRS).add(new Chain(THEIRS, "some"));
            for (int i = 0; i < rules; i++) {
                change.add(new Rule(THEIRS, "some", Counter.zero()));
            }
            NftTransaction transaction = change.delete(THEIRS).build();
            long begin = System.nanoTime();
            long cpu = cpuOfWatch();
            int changes = 0;
            for (; System.nanoTime() - begin < STORM; changes++) {
                nftables.commit(transaction);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!looks.isEmpty()) {
                throw new IllegalStateException("nobody touched " + looks);
            }
            System.out.printf(Locale.ROOT, "%-44s %14.0f %20.2f%n", name, changes / seconds, (cpuOfWatch() - cpu) / 1e7 / seconds);
        } finally {
            watch.close();
        }
        Node.close(hostPorts);
    }

    private static long cpuOfWatch() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("hostport-watch")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("the watch has ended");
    }
}
