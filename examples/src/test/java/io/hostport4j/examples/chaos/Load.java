package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A client outside that asks a container at its host ports all the time, until it is closed. */
final class Load implements AutoCloseable {
    /** Without one it would take a processor for itself. */
    private static final long PAUSE = 1_000_000;

    private final World world;
    private final String server;
    private final int firstPort;
    private final int ports;
    private final Thread thread = new Thread(this::ask, "load");
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    /** Written by one thread. */
    private volatile int answers;

    private Load(World world, String server, int firstPort, int ports) {
        this.world = world;
        this.server = server;
        this.firstPort = firstPort;
        this.ports = ports;
    }

    static Load on(World world, String server, int firstPort, int ports) {
        Load load = new Load(world, server, firstPort, ports);
        load.thread.start();
        return load;
    }

    /** How many questions had an answer. */
    int answers() {
        return answers;
    }

    /** Those that had none. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void ask() {
        Client client = Client.in(world.client());
        List<InetAddress> addresses = List.of(world.nodeV4(), world.nodeV6());
        for (int i = 0; !closed; i++) {
            InetAddress address = addresses.get(i % addresses.size());
            int port = firstPort + i / addresses.size() % ports;
            Reply reply = client.ask(Protocol.TCP, address, port);
            if (!(reply instanceof Answer answer) || !answer.server().equals(server)) {
                failures.add("question " + i + ", to " + address.getHostAddress() + " port " + port + ": " + reply);
            } else {
                answers++;
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
