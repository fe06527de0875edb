package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Forwards in a set, a generation like the kernel's, and faults on demand: what engine tests run against. */
public final class MemoryBackend implements Backend {
    public final Set<Forward> forwards = new HashSet<>();
    public final List<String> faults = new ArrayList<>();
    public final List<Change> commits = new ArrayList<>();
    private Runnable beforeCommit = () -> { };
    private int generation;
    /** How many reads more fail because the kernel moved meanwhile. */
    int restlessReads;
    /** Whether rehearsals fail. */
    public boolean refusing;
    int jointCommits;
    boolean commitsTogether = true;
    boolean failing;
    boolean broken;
    boolean brokenSearch;
    boolean undisturbed;
    int searches;
    boolean tidied;
    public boolean closed;

    /** What another process does between a read and the next commit, once. */
    void meanwhile(Runnable action) {
        beforeCommit = () -> {
            beforeCommit = () -> { };
            action.run();
            generation++;
        };
    }

    /** What another process does between a read and the next commit where this backend does not look, once. */
    void meanwhileElsewhere(Runnable action) {
        beforeCommit = () -> {
            beforeCommit = () -> { };
            action.run();
        };
    }

    /** Another process changes something before every commit. */
    void alwaysStale() {
        beforeCommit = () -> generation++;
    }

    @Override
    public Snapshot read(Scope scope) {
        if (restlessReads > 0) {
            restlessReads--;
            throw new StaleSnapshotException(null);
        }
        return new Snapshot(forwards, faults, undisturbed, generation);
    }

    @Override
    public void commit(Change change) {
        beforeCommit.run();
        if ((int) change.basis().moment() != generation) {
            throw new StaleSnapshotException(null);
        }
        if (failing) {
            throw new BackendFailedException("add element: no space left");
        }
        commits.add(change);
        forwards.removeAll(change.removals());
        forwards.addAll(change.additions());
        faults.clear();
        generation++;
    }

    @Override
    public void rehearse(Change change) {
        if (refusing) {
            throw new BackendFailedException("add element: operation not permitted");
        }
    }

    @Override
    public Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        searches++;
        if (brokenSearch) {
            throw new BackendFailedException("list: operation not permitted");
        }
        return Backend.super.findLoopback(target);
    }

    @Override
    public boolean commitAll(List<Change> changes) {
        if (!commitsTogether) {
            return false;
        }
        commit(new Change(changes.get(0).basis(), changes.get(0).owner(), Set.of(), Set.of()));
        changes.forEach(change -> forwards.addAll(change.additions()));
        jointCommits++;
        return true;
    }

    @Override
    public boolean isEmpty() {
        if (broken) {
            throw new BackendFailedException("list: operation not permitted");
        }
        return forwards.isEmpty();
    }

    @Override
    public void tidy() {
        int before = generation;
        beforeCommit.run();
        if (!forwards.isEmpty() || generation != before) {
            throw new StaleSnapshotException(null);
        }
        tidied = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
