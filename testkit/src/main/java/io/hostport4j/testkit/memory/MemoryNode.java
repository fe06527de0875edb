package io.hostport4j.testkit.memory;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a kernel would keep: forwards with unique keys, the objects that they need to work, and a generation that every change counts
 * up. Backends and networks of one node share it, as processes share a kernel. Thread-safe.
 */
public final class MemoryNode {
    /** What forwards need to work: made with the first, gone with {@link io.hostport4j.core.spi.Backend#tidy}. */
    public static final List<String> OBJECTS = List.of("map forwards", "chain prerouting", "chain output", "chain postrouting");

    private final Set<String> objects = new TreeSet<>();
    private final Set<HostPort> refused = new HashSet<>();
    private final Set<Integer> loopbackLinks = new TreeSet<>();
    private Map<HostPort, Row> rows = new LinkedHashMap<>();
    private int generation;
    private int openBackends;

    /**
     * Takes away one of the objects that forwards need, as somebody with a tool could; counts as a change.
     *
     * @throws IllegalArgumentException when it is none of {@link #OBJECTS}, or not there
     */
    public synchronized void lose(String object) {
        if (!objects.remove(object)) {
            throw new IllegalArgumentException("the node has no \"" + object + "\", but " + objects);
        }
        generation++;
    }

    /** From now on no forward can be added at a host port, which no read shows. */
    public synchronized void refuse(HostPort hostPort) {
        refused.add(hostPort);
    }

    /** A change of something else on the node: what was read before is old. */
    public synchronized void disturb() {
        generation++;
    }

    /** How many backends are open. */
    public synchronized int openBackends() {
        return openBackends;
    }

    /** Everything there is: objects, forwards and open loopbacks, one a line, in a fixed order; empty when there is nothing. */
    public synchronized String dump() {
        List<String> lines = new ArrayList<>(objects);
        rows.values().stream().map(Row::toString).sorted().forEach(lines::add);
        loopbackLinks.forEach(link -> lines.add("loopback open at link " + link));
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    synchronized Snapshot read(Scope scope) {
        if (scope instanceof Scope.Of of) {
            return new Snapshot(new ScopeView(of, rows.values()).forwards(), faults(of), new Moment(generation, of.links()));
        }
        Set<Forward> all = new HashSet<>();
        rows.values().forEach(row -> all.add(row.forward()));
        return new Snapshot(all, objectFaults(), new Moment(generation, Map.of()));
    }

    /** All or nothing: the rows are replaced at the end. */
    synchronized void commit(Change change) {
        Moment moment = (Moment) change.basis().moment();
        if (moment.generation() != generation) {
            throw new StaleSnapshotException(null);
        }
        Map<HostPort, Row> after = new LinkedHashMap<>(rows);
        for (Forward removal : change.removals()) {
            requireOwn(removal, change);
            Row row = after.remove(removal.hostPort());
            if (row == null || !row.forward().equals(removal)) {
                throw new BackendFailedException("memory: remove " + removal + ": no such forward");
            }
        }
        for (Forward addition : change.additions()) {
            requireOwn(addition, change);
            if (refused.contains(addition.hostPort()) || after.containsKey(addition.hostPort())) {
                throw new BackendFailedException("memory: add " + addition + ": its host port is taken");
            }
            after.put(addition.hostPort(), new Row(addition, link(addition.target().address(), moment)));
        }
        after.replaceAll((hostPort, row) -> row.forward().owner().equals(change.owner()) ? row.by(moment.links()) : row);
        rows = after;
        objects.addAll(OBJECTS);
        generation++;
    }

    synchronized boolean isEmpty() {
        return rows.isEmpty();
    }

    synchronized void tidy() {
        if (!rows.isEmpty()) {
            throw new StaleSnapshotException(null);
        }
        if (!objects.isEmpty()) {
            objects.clear();
            generation++;
        }
    }

    synchronized void opened() {
        openBackends++;
    }

    synchronized void closed() {
        openBackends--;
    }

    synchronized Set<Integer> openLoopbacks() {
        return Set.copyOf(loopbackLinks);
    }

    synchronized boolean openLoopback(int link) {
        return loopbackLinks.add(link);
    }

    synchronized boolean closeLoopback(int link) {
        return loopbackLinks.remove(link);
    }

    private List<String> faults(Scope.Of scope) {
        List<String> faults = objectFaults();
        for (Row row : rows.values()) {
            if (row.forward().owner().equals(scope.owner()) && !row.by(scope.links()).equals(row)) {
                faults.add(row + " was made for another way to the container");
            }
        }
        return faults;
    }

    private List<String> objectFaults() {
        List<String> faults = new ArrayList<>();
        if (!rows.isEmpty()) {
            OBJECTS.stream().filter(object -> !objects.contains(object)).forEach(object -> faults.add(object + " is missing"));
        }
        return faults;
    }

    private static void requireOwn(Forward forward, Change change) {
        if (!forward.owner().equals(change.owner())) {
            throw new IllegalArgumentException("a change of " + change.owner() + " has " + forward);
        }
    }

    private static Link link(InetAddress target, Moment moment) {
        Link link = moment.links().get(target);
        if (link == null) {
            throw new IllegalArgumentException("the scope that was read has no link to " + target.getHostAddress());
        }
        return link;
    }
}
