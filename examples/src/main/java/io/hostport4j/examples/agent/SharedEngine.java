package io.hostport4j.examples.agent;

import io.hostport4j.core.HostPorts;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An engine that is closed when it is retired and its last user gave it back. */
final class SharedEngine {
    private final Supplier<HostPorts> opener;
    private final Instant made;
    private final Object opening = new Object();
    private Optional<HostPorts> engine = Optional.empty();
    private Optional<Instant> lastUse = Optional.empty();
    private int users;
    private boolean retired;

    /** @param made now */
    SharedEngine(Supplier<HostPorts> opener, Instant made) {
        this.opener = opener;
        this.made = made;
    }

    /** Opens it for whoever comes first; the others wait. */
    HostPorts open() {
        synchronized (opening) {
            Optional<HostPorts> there = engine();
            return there.isPresent() ? there.get() : keep(opener.get());
        }
    }

    /** Somebody uses it from now on. */
    synchronized void lend() {
        users++;
    }

    void giveBack(Instant now) {
        end(() -> {
            users--;
            lastUse = Optional.of(now);
        });
    }

    /** Works with it, which is no use that it would be renewed after. */
    void prepare(Consumer<HostPorts> work) {
        lend();
        try {
            work.accept(open());
        } finally {
            end(() -> users--);
        }
    }

    /** No new users come. */
    void retire() {
        end(() -> retired = true);
    }

    synchronized boolean isDue(Instant now) {
        boolean quiet = users == 0 && lastUse.filter(use -> !now.isBefore(use.plus(Engines.QUIET))).isPresent();
        return quiet || !now.isBefore(made.plus(Engines.OLD));
    }

    private synchronized Optional<HostPorts> engine() {
        return engine;
    }

    private synchronized HostPorts keep(HostPorts opened) {
        engine = Optional.of(opened);
        return opened;
    }

    private void end(Runnable step) {
        Optional<HostPorts> closed = Optional.empty();
        synchronized (this) {
            step.run();
            if (retired && users == 0) {
                closed = engine;
                engine = Optional.empty();
            }
        }
        closed.ifPresent(HostPorts::close);
    }
}
