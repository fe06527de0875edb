package io.hostport4j.examples.userland;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The forwards of this process, and the threads that carry their traffic; what the kernel is to other backends. All backends that
 * are opened on one node see the same forwards. It works in the network namespace of the thread that made it. Thread-safe.
 *
 * <pre>{@code
 * try (UserlandNode node = new UserlandNode(); HostPorts hostPorts = node.hostPorts()) {
 *     hostPorts.add(request);
 *     ...  // forwards live as long as the node
 * }
 * }</pre>
 */
public final class UserlandNode implements AutoCloseable {
    private final UserlandLimits limits;
    private final InstantSource clock;
    private final EventLoops loops;
    private final Map<HostPort, Served> served = new LinkedHashMap<>();
    private long generation;
    private boolean closed;

    private record Served(Forward forward, Listener listener) {}

    /** What there is at one moment. */
    record State(long generation, Set<Forward> forwards) {}

    /** A node with the usual limits. */
    public UserlandNode() {
        this(UserlandLimits.DEFAULT, InstantSource.system());
    }

    /** @param clock tells how long UDP clients have been silent */
    public UserlandNode(UserlandLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.loops = new EventLoops(limits);
    }

    /** The engine on this node, without any other backend. To close it leaves the node and its forwards as they are. */
    public HostPorts hostPorts() {
        OpenedBackend backend = new OpenedBackend(UserlandBackendProvider.NAME, UserlandBackendProvider.capabilities(), new UserlandBackend(this));
        return new HostPorts(backend, List.of(), new UserlandNetwork(), HostPorts.DEADLINE, clock);
    }

    /** Ends all forwards, their connections and the threads. Doing it twice is the same as once. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> ending = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            served.values().forEach(each -> ending.add(each.listener().close()));
            served.clear();
        }
        ending.forEach(CompletableFuture::join);
        loops.close();
    }

    synchronized State state() {
        Set<Forward> forwards = new LinkedHashSet<>();
        served.values().forEach(each -> forwards.add(each.forward()));
        return new State(generation, forwards);
    }

    /**
     * Makes a change. When it returns, the ports of the removals are free.
     *
     * @param basis the generation that it was decided on
     * @throws StaleSnapshotException when there is a newer one
     * @throws BackendFailedException when one of the host ports is not to be had; nothing is changed then
     */
    synchronized void change(long basis, Set<Forward> removals, Set<Forward> additions) {
        if (closed) {
            throw new BackendFailedException("userland: the node is closed; open another one");
        }
        if (basis != generation) {
            throw new StaleSnapshotException(null);
        }
        // Only to listen can fail, so all that comes is listened for before anything is led anywhere or goes.
        Map<HostPort, Listener> listeners = loops.next().call(() -> listeners(removals, additions));
        generation++;
        List<CompletableFuture<Void>> ending = new ArrayList<>();
        for (Forward removal : removals) {
            Listener listener = served.remove(removal.hostPort()).listener();
            if (!listeners.containsKey(removal.hostPort())) {
                ending.add(listener.close());
            }
        }
        for (Forward addition : additions) {
            Listener listener = listeners.get(addition.hostPort());
            listener.serve(addition.target());
            served.put(addition.hostPort(), new Served(addition, listener));
        }
        ending.forEach(CompletableFuture::join);
    }

    /** One for each addition: that of a removal which has the same host port, so that no client is refused meanwhile, or a new one. */
    private Map<HostPort, Listener> listeners(Set<Forward> removals, Collection<Forward> additions) {
        Map<HostPort, Listener> kept = new LinkedHashMap<>();
        for (Forward removal : removals) {
            kept.put(removal.hostPort(), served(removal).listener());
        }
        Map<HostPort, Listener> listeners = new LinkedHashMap<>();
        Map<HostPort, Listener> opened = new LinkedHashMap<>();
        try {
            for (Forward addition : additions) {
                HostPort hostPort = addition.hostPort();
                Listener listener = kept.get(hostPort);
                if (listener == null) {
                    listener = open(hostPort, neighbours(hostPort, opened));
                    opened.put(hostPort, listener);
                }
                listeners.put(hostPort, listener);
            }
            return listeners;
        } catch (BackendFailedException e) {
            opened.values().forEach(listener -> Sockets.close(listener.channel()));
            throw e;
        }
    }

    private Served served(Forward forward) {
        Served found = served.get(forward.hostPort());
        if (found == null || !found.forward().equals(forward)) {
            throw new BackendFailedException("userland: remove " + forward + ": there is no such forward");
        }
        return found;
    }

    private Listener open(HostPort hostPort, Collection<Listener> neighbours) {
        Served holder = served.get(hostPort);
        if (holder != null) {
            throw new BackendFailedException("userland: listen on " + hostPort + ": it is there already, " + holder.forward());
        }
        try {
            return switch (hostPort.protocol()) {
                case TCP -> new TcpListener(hostPort, neighbours, loops);
                case UDP -> new UdpListener(hostPort, neighbours, loops, limits, clock);
                case SCTP -> throw new BackendFailedException("userland: listen on " + hostPort + ": plain Java has no SCTP sockets");
            };
        } catch (IOException | UnsupportedOperationException e) {
            throw new BackendFailedException("userland: listen on " + hostPort + ": " + e.getMessage(), e);
        }
    }

    /** Our listeners on the same port of other addresses. */
    private List<Listener> neighbours(HostPort hostPort, Map<HostPort, Listener> opened) {
        List<Listener> neighbours = new ArrayList<>();
        opened.forEach((other, listener) -> {
            if (isNeighbour(hostPort, other)) {
                neighbours.add(listener);
            }
        });
        served.forEach((other, each) -> {
            if (isNeighbour(hostPort, other)) {
                neighbours.add(each.listener());
            }
        });
        return neighbours;
    }

    private static boolean isNeighbour(HostPort hostPort, HostPort other) {
        return other.port() == hostPort.port() && other.protocol() == hostPort.protocol();
    }
}
