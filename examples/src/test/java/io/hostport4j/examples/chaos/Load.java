package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A client outside that asks a container at its host ports all the time, until it is closed or has had no answer. */
final class Load implements AutoCloseable {
    private final World world;
    private final String server;
    private final int firstPort;
    private final int ports;
    private final Thread thread = new Thread(this::ask, "load");
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean closed;
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

    /** The first that had none. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void ask() {
        Client client = Client.in(world.client());
        List<InetAddress> addresses = List.of(world.nodeV4(), world.nodeV6());
        for (int i = 0; !closed; i++) {
            InetAddress address = addresses.get(i % addresses.size());
            int port = firstPort + i / addresses.size() % ports;
            Reply reply = client.ask(Protocol.TCP, address, port);
            if (!(reply instanceof Answer answer) || !answer.server().equals(server)) {
                failure.set("question " + i + ", to " + address.getHostAddress() + " port " + port + ": " + reply);
                return;
            }
            answers = i + 1;
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
