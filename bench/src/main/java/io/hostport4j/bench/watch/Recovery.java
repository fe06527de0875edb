package io.hostport4j.bench.watch;

import io.hostport4j.bench.Samples;
import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.reconcile.Reconciliation;
import io.hostport4j.core.reconcile.RulesetWatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch over mappings that are damaged again and again. */
final class Recovery implements AutoCloseable {
    private static final int WARM_UP = 5;
    /** Between two losses, in milliseconds: as long as the watch looks once more. */
    private static final int PAUSE = 50;
    private static final double MILLI = 1e6;

    private final String backend;
    private final List<HostPortRequest> desired;
    private final HostPorts hostPorts;
    private final BlockingQueue<Back> looks = new LinkedBlockingQueue<>();
    private final RulesetWatch watch;

    private Recovery(String backend, int mappings) {
        this.backend = backend;
        this.desired = Mappings.others(mappings);
        this.hostPorts = Node.open(backend);
        this.watch = RulesetWatch.start(hostPorts, () -> desired, what -> looks.add(new Back(System.nanoTime(), what)));
    }

    private record Back(long at, Reconciliation what) {}

    /** With all of them there. */
    static Recovery start(String backend, int mappings) throws InterruptedException {
        Recovery recovery = new Recovery(backend, mappings);
        recovery.await();
        return recovery;
    }

    /** @return milliseconds from before the start of the tool that does it until all were back */
    Samples from(Damage damage, int losses) throws InterruptedException {
        Samples times = new Samples();
        try (HostPorts other = Node.open(backend)) {
            for (int i = -WARM_UP; i < losses; i++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE);
                looks.clear();
                long lost = System.nanoTime();
                damage.inflict(backend);
                double time = (await() - lost) / MILLI;
                checkWhole(other);
                if (i >= 0) {
                    times.add(time);
                }
            }
        }
        return times;
    }

    /** When the last of them was back: a loss amid a look is mended by that one and the next. */
    private long await() throws InterruptedException {
        Set<AttachmentId> mended = new HashSet<>();
        while (true) {
            Back back = looks.poll(30, TimeUnit.SECONDS);
            if (back == null || back.what().mended().isEmpty()) {
                throw new IllegalStateException("of " + desired.size() + " mappings " + mended.size() + " came back in 30 seconds");
            }
            back.what().mended().forEach(one -> mended.add(one.attachment()));
            if (mended.size() == desired.size()) {
                return back.at();
            }
        }
    }

    private void checkWhole(HostPorts other) {
        int found = other.list().size();
        if (found != desired.size()) {
            throw new IllegalStateException("of " + desired.size() + " mappings " + found + " are there after all were mended");
        }
        other.check(desired.get(desired.size() - 1));
    }

    @Override
    public void close() {
        watch.close();
        Node.close(hostPorts);
    }
}
