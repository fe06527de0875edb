package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Changes in halves. */
final class BrokenAtomicity {
    private BrokenAtomicity() {}

    /** Leaves the other family when one is refused. */
    @Breaks("R21")
    static final class KeepsHalfOfARefusedChange extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    try {
                        super.commit(change);
                    } catch (BackendFailedException e) {
                        for (Family family : Family.values()) {
                            try {
                                super.commit(addingOnly(change, forward -> forward.hostPort().family() == family));
                            } catch (BackendFailedException half) {
                                e.addSuppressed(half);
                            }
                        }
                        throw e;
                    }
                }
            };
        }
    }

    /** Writes one family after the other. */
    @Breaks("R22")
    static final class ShowsHalfAChange extends Broken {
        /** Of any of the test's backends, each test having its own. */
        private final AtomicInteger reads = new AtomicInteger();

        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    try {
                        return super.read(scope);
                    } finally {
                        reads.incrementAndGet();
                    }
                }

                @Override
                public void commit(Change change) {
                    if (change.additions().stream().map(forward -> forward.hostPort().family()).distinct().count() < 2
                            || !Thread.currentThread().getName().equals("writer")) {
                        super.commit(change);
                        return;
                    }
                    super.commit(addingOnly(change, forward -> forward.hostPort().family() == Family.IPV4));
                    int before = reads.get();
                    while (reads.get() < before + 2) {
                        Thread.onSpinWait();
                    }
                    Set<Forward> rest = new LinkedHashSet<>(change.additions());
                    rest.removeIf(forward -> forward.hostPort().family() == Family.IPV4);
                    super.commit(new Change(fresh(change.owner(), change.additions()), change.owner(), Set.of(), rest));
                }
            };
        }
    }
}
