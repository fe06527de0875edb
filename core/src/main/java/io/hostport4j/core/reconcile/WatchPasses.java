package io.hostport4j.core.reconcile;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.spi.RuleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The looks of a watch, and when the next one is due: who is left alone for a while, and what was brought back and must not stay for ever. */
final class WatchPasses {
    private static final Logger LOG = LoggerFactory.getLogger(RulesetWatch.class);
    private static final long OFTEN_LASTS = Duration.ofMinutes(1).toNanos();

    private final HostPorts hostPorts;
    private final Reconciler reconciler;
    private final Supplier<? extends Collection<HostPortRequest>> desired;
    private final Consumer<Reconciliation> listener;
    private final WatchTimes times;
    private final LongSupplier clock;
    /** By owner, until when. */
    private final Map<String, Long> released = new HashMap<>();
    private final Set<AttachmentId> broughtBack = new HashSet<>();
    private Set<AttachmentId> unlisted = Set.of();
    private long oftenUntil;
    private long due;

    WatchPasses(HostPorts hostPorts, Supplier<? extends Collection<HostPortRequest>> desired, Consumer<Reconciliation> listener,
            WatchTimes times, LongSupplier clock) {
        this.hostPorts = hostPorts;
        this.reconciler = new Reconciler(hostPorts);
        this.desired = desired;
        this.listener = listener;
        this.times = times;
        this.clock = clock;
        this.oftenUntil = clock.getAsLong();
        this.due = clock.getAsLong();
    }

    /** How long the next look may be put off; zero when it is due. */
    Duration untilDue() {
        return Duration.ofNanos(Math.max(0, due - clock.getAsLong()));
    }

    /** Remembers who was taken away one by one. */
    void note(RuleChange change) {
        long until = clock.getAsLong() + times.patience().toNanos();
        change.released().forEach(owner -> released.put(owner, until));
        if (change.reach() == RuleChange.Reach.FORWARDS && !change.released().isEmpty()) {
            due = Math.min(due, until);
        }
    }

    /** Whether there was anything to do; an error is nothing. */
    boolean pass() {
        long now = clock.getAsLong();
        boolean worked = false;
        try {
            Collection<HostPortRequest> listed = desired.get();
            worked = dropUnlisted(listed);
            Reconciliation reconciliation = reconciler.reconcile(notReleased(listed, now));
            reconciliation.mended().forEach(mended -> broughtBack.add(mended.attachment()));
            if (!reconciliation.mended().isEmpty()) {
                worked = true;
                oftenUntil = now + OFTEN_LASTS;
            }
            if (!reconciliation.notWhole().isEmpty()) {
                listener.accept(reconciliation);
            }
        } catch (RuntimeException e) {
            // Whatever it is, the next look may succeed; a watch that ended would help nobody.
            LOG.warn("host ports could not be compared with what should be, which is tried again: {}", e.getMessage());
        }
        schedule(now);
        return worked;
    }

    private List<HostPortRequest> notReleased(Collection<HostPortRequest> listed, long now) {
        released.values().removeIf(until -> until - now <= 0);
        List<HostPortRequest> rest = new ArrayList<>();
        for (HostPortRequest request : listed) {
            if (!released.containsKey(request.attachment().owner().text())) {
                rest.add(request);
            }
        }
        return rest;
    }

    /** Twice not listed: the list may be of files that somebody is writing just now. */
    private boolean dropUnlisted(Collection<HostPortRequest> listed) {
        Set<AttachmentId> missing = new HashSet<>(broughtBack);
        listed.forEach(request -> missing.remove(request.attachment()));
        boolean dropped = false;
        for (AttachmentId attachment : missing) {
            if (unlisted.contains(attachment)) {
                hostPorts.remove(attachment);
                broughtBack.remove(attachment);
                dropped = true;
            }
        }
        missing.retainAll(broughtBack);
        unlisted = missing;
        return dropped;
    }

    private void schedule(long now) {
        due = now + (oftenUntil - now > 0 ? times.often() : times.seldom()).toNanos();
        for (long until : released.values()) {
            due = Math.min(due, until);
        }
    }
}
