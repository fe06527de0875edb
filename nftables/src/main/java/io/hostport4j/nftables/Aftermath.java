package io.hostport4j.nftables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Looks after a commit whether somebody added, since it was decided on, what the kernel could not tell to be in the way: a host port
 * on every address and the same on one are two keys. Whoever comes later sees what was committed here, and does the same.
 */
final class Aftermath {
    private static final int TRIES = 3;

    private final Nft nft;
    private final TableReader reader;

    Aftermath(Nft nft, TableReader reader) {
        this.nft = nft;
        this.reader = reader;
    }

    /**
     * Looks before the commit, so that nobody need ever see what would be taken back.
     *
     * @return the generation that the commit makes, if nobody else makes one meanwhile
     * @throws StaleSnapshotException when it is so already
     */
    OptionalInt lookBefore(Change change, Moment moment) {
        Snapshot now = reader.read(scope(change, moment));
        if (change.additions().stream().anyMatch(addition -> isHeld(addition, now))) {
            throw new StaleSnapshotException(null);
        }
        return ((Moment) now.moment()).generationAfter();
    }

    /** @throws StaleSnapshotException when it was; what the commit changed is as it was before then */
    void check(Change change, Moment moment) {
        RefusedException refusal = null;
        for (int tries = 0; tries < TRIES; tries++) {
            Snapshot now = reader.read(scope(change, moment));
            if (change.additions().stream().noneMatch(addition -> isHeld(addition, now))) {
                return;
            }
            try {
                takeBack(change, now);
                throw new StaleSnapshotException(refusal);
            } catch (RefusedException e) {
                if (e.kind() == RefusedException.Kind.OTHER) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw refusal;
    }

    private void takeBack(Change change, Snapshot now) {
        Set<Forward> removals = new LinkedHashSet<>(change.additions());
        removals.retainAll(now.forwards());
        Set<Forward> additions = new LinkedHashSet<>(change.removals());
        additions.removeIf(removed -> now.forwards().contains(removed) || isHeld(removed, now));
        ChangeScript script = new ChangeScript(new Change(now, change.owner(), removals, additions), (Moment) now.moment());
        if (!script.script().isEmpty()) {
            nft.run("take back the change of the forwards of " + change.owner(), script.script());
        }
    }

    private static boolean isHeld(Forward forward, Snapshot now) {
        return now.forwards().stream()
                .anyMatch(other -> !other.owner().equals(forward.owner()) && other.hostPort().overlaps(forward.hostPort()));
    }

    /** The owner, whoever is in its way, and the ways to its containers as they were known before. */
    private static Scope.Of scope(Change change, Moment moment) {
        Map<HostPort, Forward> wanted = new HashMap<>();
        put(change.removals(), wanted);
        put(change.additions(), wanted);
        Map<InetAddress, Link> links = new HashMap<>();
        moment.seen().links().forEach((address, index) -> links.put(address, new Link(index, 0)));
        return new Scope.Of(change.owner(), wanted, links);
    }

    private static void put(Collection<Forward> forwards, Map<HostPort, Forward> wanted) {
        forwards.forEach(forward -> wanted.put(forward.hostPort(), forward));
    }
}
