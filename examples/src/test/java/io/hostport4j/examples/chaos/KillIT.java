package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plugin is killed at random moments of its life, while another container's mapping is in use: a container's ports are there as
 * after a whole call, or as if there had been none, and ADD, DEL, GC and reconcile go on from there. With iptables, which has no
 * transaction over both families, that holds for each family, and CHECK tells when one is there alone; where it is asked to end (SIGTERM), it holds for both. Usually 7
 * kills and 5 SIGTERMs a backend, with {@code -Dchaos.full=true} 500 and 40.
 */
@RequiresWorld
@RequiresTools({"setsid", "iptables", "iptables-save", "ip6tables-save", "iptables-restore", "ip6tables-restore"})
class KillIT {
    private final World world = World.create();

    @TempDir
    private Path folder;

    @AfterEach
    void closeWorld() {
        Rules.flush();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void whatIsKilledIsDoneOrNotBegun(String backend) {
        Killing killing = new Killing(world, new Candidate(backend), folder, Scale.seed("kill -9, " + backend));
        assertThat(killing.run(Scale.of(7, 500)).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void whatIsAskedToEndIsDoneOrNotBegunInBothFamilies(String backend) {
        Killing killing = new Killing(world, new Candidate(backend), folder, Scale.seed("SIGTERM, " + backend), PluginProcess.Signal.TERM);
        assertThat(killing.run(Scale.of(5, 40)).faults()).isEmpty();
    }

    /** The moment that a random one hardly ever hits: CHECK tells what is there, and every way to go on makes it whole or takes it away. */
    @Test
    void oneFamilyOfIptablesThatIsThereAloneIsToldAndMended() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        try (DeadlyTool tool = DeadlyTool.of("ip6tables-restore", tools)) {
            Tally tally = new Killing(world, new Candidate("iptables"), folder, 0).runBetweenFamilies(tool);
            assertThat(tally.faults()).isEmpty();
            assertThat(tally).hasToString("{ADD killed between the families: ONE_FAMILY=4, DEL killed between the families: ONE_FAMILY=4}");
        }
    }
}
