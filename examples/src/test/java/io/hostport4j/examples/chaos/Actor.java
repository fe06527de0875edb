package io.hostport4j.examples.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Adds, checks and deletes ports that others want too, and counts what is not as it has to be. */
final class Actor {
    static final String ADDED = "ADDs that succeeded";
    static final String REFUSED = "ADDs that were refused for a conflict";
    private static final int FIRST_PORT = 30000;
    private static final int PORTS = 12;
    private static final List<String> HOST_IPS = List.of("", "", "", "192.0.2.1", "192.0.2.2");
    private static final int CONFLICT = 100;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** Whether all actors have one backend. */
    enum Company { ALIKE, MIXED }

    private final Plugin plugin;
    private final Company company;
    private final Pod pod;
    private final Claims claims;
    private final Random random;
    private final Tally tally = new Tally();
    private List<Port> held = List.of();

    /** @param folder for the claims of all */
    Actor(Company company, int number, Candidate candidate, Plugin plugin, Path folder, long seed) {
        this.plugin = plugin;
        this.company = company;
        this.pod = Pod.numbered(number, candidate);
        this.claims = new Claims(folder);
        this.random = new Random(seed + number);
    }

    /** {@code company number candidate folder seed rounds}: one actor as a process, which prints its tally. */
    public static void main(String[] arguments) throws Exception {
        Candidate candidate = new Candidate(arguments[2]);
        Path own = Files.createTempDirectory("actor-");
        try {
            Actor actor = new Actor(Company.valueOf(arguments[0]), Integer.parseInt(arguments[1]), candidate, candidate.plugin(own),
                    Path.of(arguments[3]), Long.parseLong(arguments[4]));
            System.out.println(actor.run(Integer.parseInt(arguments[5])).lines());
        } finally {
            for (Path file : PluginProcess.files(own)) {
                Files.deleteIfExists(file);
            }
            Files.delete(own);
        }
    }

    /** Leaves nothing, if its plugin keeps its word. */
    Tally run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            add();
            if (!held.isEmpty()) {
                check();
            }
            if (round == rounds - 1 || company == Company.MIXED || random.nextInt(4) > 0) {
                delete();
            }
        }
        return tally;
    }

    private void add() {
        List<Port> wanted = somePorts();
        List<Port> before = held;
        release();
        Answer answer = plugin.call(pod.environment("ADD"), pod.input(wanted));
        if (answer.isSuccess()) {
            tally.count(ADDED);
            hold(wanted);
        } else if (answer.code() == CONFLICT) {
            tally.count(REFUSED);
            // Nothing is changed: what was held is held on.
            hold(before);
        } else {
            tally.fault("ADDs that failed", pod + " " + wanted + ": " + answer);
        }
    }

    private void check() {
        Answer answer = call("CHECK");
        // Who is refused may have shown up there until its nft or iptables has taken that back.
        for (long start = System.nanoTime(); company == Company.MIXED && !answer.isSuccess() && System.nanoTime() - start < PATIENCE_NANOS;) {
            answer = call("CHECK");
        }
        expectSuccess("CHECK", answer);
    }

    private void delete() {
        release();
        expectSuccess("DEL", call("DEL"));
        if (random.nextInt(4) == 0) {
            expectSuccess("DEL", call("DEL"));
        }
    }

    private void hold(List<Port> ports) {
        List<String> others = claims.make(pod.id(), ports);
        held = ports;
        if (!others.isEmpty()) {
            tally.fault("ADDs that were given a port that is held", pod + " " + ports + ", beside " + others);
        }
    }

    private void release() {
        claims.end(pod.id(), held);
        held = List.of();
    }

    private void expectSuccess(String command, Answer answer) {
        if (!answer.isSuccess()) {
            tally.fault(command + "s that failed", pod + " " + held + ": " + answer);
        }
    }

    /** The reference does nothing in a DEL without mappings. */
    private Answer call(String command) {
        List<Port> ports = command.equals("DEL") && pod.candidate().isReference() ? List.of(Port.tcp(FIRST_PORT)) : held;
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
