package io.hostport4j.bench.watch;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.node.Node;

/** How soon a watch has host ports back after others took them away, and what others' changes cost it that are none of its business. */
public final class Watch {
    /** Losses that count; each takes the pause before it, the tool that does it, and the time until all is back. */
    private static final int LOSSES = 30;
    private static final int LOSSES_OF_MANY = 12;
    private static final int MANY = 1_000;

    private Watch() {}

    /** Some eighty seconds. */
    public static void run(Recorder recorder) throws InterruptedException {
        Node.own();
        for (String backend : new String[] {"netlink", "nftables", "iptables"}) {
            recover(recorder, backend, 1, LOSSES);
            recover(recorder, backend, 100, LOSSES);
        }
        recover(recorder, "netlink", MANY, LOSSES_OF_MANY);
        Storm.run(recorder, 1);
        Storm.run(recorder, MANY);
    }

    private static void recover(Recorder recorder, String backend, int mappings, int losses) throws InterruptedException {
        try (Recovery recovery = Recovery.start(backend, mappings)) {
            for (Damage damage : Damage.of(backend)) {
                Samples times = recovery.from(damage, losses);
                recorder.add(times.figure(backend, damage.toString(), 1, mappings, "ms"));
            }
        }
    }
}
