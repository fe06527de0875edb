package io.hostport4j.examples.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Adds, checks and deletes ports that others want too. */
final class Actor {
    private static final int FIRST_PORT = 30000;
    private static final int PORTS = 12;
    private static final List<String> HOST_IPS = List.of("", "", "", "192.0.2.1", "192.0.2.2");
    private static final int CONFLICT = 100;
    private static final int PATIENCE = 20;

    /** Whether all actors have one backend. */
    enum Company { ALIKE, MIXED }

    private final PluginInProcess plugin = PluginInProcess.onTheKernel();
    private final Company company;
    private final Pod pod;
    private final Claims claims;
    private final Random random;
    private List<Port> held = List.of();
    private int added;

    Actor(Company company, int number, String backend, Claims claims, long seed) {
        this.company = company;
        this.pod = Pod.numbered(number, backend);
        this.claims = claims;
        this.random = new Random(seed + number);
    }

    /** {@code company number backend folder seed rounds}: one actor as a process; ends with 1 and says why when something is wrong. */
    public static void main(String[] arguments) {
        Actor actor = new Actor(Company.valueOf(arguments[0]), Integer.parseInt(arguments[1]), arguments[2],
                new Claims(Path.of(arguments[3])), Long.parseLong(arguments[4]));
        System.out.println(actor.run(Integer.parseInt(arguments[5])));
    }

    /**
     * Leaves nothing.
     *
     * @return how many ADDs were not refused for a conflict
     */
    int run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            add();
            if (!held.isEmpty()) {
                check();
            }
            if (round == rounds - 1 || company == Company.MIXED || random.nextInt(4) > 0) {
                delete();
            }
        }
        return added;
    }

    private void add() {
        List<Port> wanted = somePorts();
        List<Port> before = held;
        release();
        Answer answer = plugin.call(pod.environment("ADD"), pod.input(wanted));
        if (answer.isSuccess()) {
            added++;
            hold(wanted);
        } else if (answer.code() == CONFLICT) {
            // Nothing is changed: what was held is held on.
            hold(before);
        } else {
            throw new AssertionError("ADD of " + pod + " " + wanted + ": " + answer);
        }
    }

    private void check() {
        if (company == Company.MIXED && !call("CHECK", held).isSuccess()) {
            // Who is refused because of a port in another store may have shown up there for a moment.
            for (int tries = 1; tries < PATIENCE && !call("CHECK", held).isSuccess(); tries++) {
                Thread.yield();
            }
        }
        expectSuccess("CHECK", held);
    }

    private void delete() {
        release();
        expectSuccess("DEL", List.of());
        if (random.nextInt(4) == 0) {
            expectSuccess("DEL", List.of());
        }
    }

    private void hold(List<Port> ports) {
        claims.make(pod.id(), ports);
        held = ports;
    }

    private void release() {
        claims.end(held);
        held = List.of();
    }

    private void expectSuccess(String command, List<Port> ports) {
        Answer answer = call(command, ports);
        if (!answer.isSuccess()) {
            throw new AssertionError(command + " of " + pod + " " + ports + ": " + answer);
        }
    }

    private Answer call(String command, List<Port> ports) {
        return plugin.call(pod.environment(command), pod.input(ports));
    }

    private List<Port> somePorts() {
        List<Port> ports = new ArrayList<>();
        int first = random.nextInt(PORTS);
        int count = 1 + random.nextInt(3);
        String protocol = random.nextBoolean() ? "tcp" : "udp";
        String hostIp = HOST_IPS.get(random.nextInt(HOST_IPS.size()));
        for (int i = 0; i < count; i++) {
            ports.add(new Port(protocol, FIRST_PORT + (first + i) % PORTS, hostIp));
        }
        return ports;
    }
}
