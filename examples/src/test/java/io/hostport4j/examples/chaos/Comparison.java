package io.hostport4j.examples.chaos;

import io.hostport4j.examples.chaos.Actor.Company;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs of this package against ours and the reference: they print what they count, and nothing is asserted. Not part of
 * {@code ./verify}; {@code bench/chaos/run comparison} runs them, and {@code -Dchaos.candidate} chooses one.
 */
@RequiresWorld
@RequiresTools({"setsid", "iptables", "ip6tables", "iptables-save", "ip6tables-save", "iptables-restore", "ip6tables-restore", "/usr/lib/cni/portmap"})
class Comparison {
    /** Of each kind. */
    private static final int SHOWN = 2;
    private static final int LONGEST = 1000;

    private World world;

    @TempDir
    private Path folder;

    @BeforeEach
    void createWorld() {
        world = World.create();
    }

    @AfterEach
    void closeWorld() {
        Rules.flush();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "netlink", "nftables", "iptables"})
    void trouble(String name) {
        if (isChosen(name)) {
            for (Trouble trouble : Trouble.values()) {
                Optional<String> harm = trouble.harm(Scene.of(world, new Candidate(name), folder));
                System.out.println("trouble of " + name + ": " + trouble + ": " + harm.orElse("no harm"));
                closeWorld();
                createWorld();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "reference")
    void contention(String name) {
        if (isChosen(name)) {
            // Its containers are all in the test JVM's own namespace: nobody is reached, so no world is needed.
            int rounds = Integer.getInteger("chaos.count", 50);
            show(new Contention(Company.ALIKE, List.of(new Candidate(name)), 32, 0, rounds, folder).run(Scale.seed("contention of " + name)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "reference")
    void kill(String name) {
        if (isChosen(name)) {
            show(new Killing(world, new Candidate(name), folder, Scale.seed("kill -9, " + name)).run(Integer.getInteger("chaos.count", 100)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "iptables"})
    void fuzz(String name) {
        if (isChosen(name)) {
            Candidate candidate = new Candidate(name);
            List<String> backends = List.of(candidate.isReference() ? "" : name);
            show(new Fuzzing(candidate, candidate.plugin(folder), backends).run(Scale.seed("fuzz of " + name), Integer.getInteger("chaos.count", 2000)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "netlink", "nftables", "iptables"})
    void churn(String name) {
        if (isChosen(name)) {
            show(new Churn(world, new Candidate(name), folder).run(Integer.getInteger("chaos.count", 1000), Duration.ofMinutes(1),
                    Scale.seed("churn of " + name)));
        }
    }

    private static boolean isChosen(String name) {
        return name.equals(System.getProperty("chaos.candidate", name));
    }

    private static void show(Tally tally) {
        Map<String, Integer> shown = new HashMap<>();
        for (String fault : tally.faults()) {
            if (shown.merge(fault.replaceFirst(":.*", ""), 1, Integer::sum) <= SHOWN) {
                System.out.println("    " + fault.substring(0, Math.min(fault.length(), LONGEST)));
            }
        }
    }
}
