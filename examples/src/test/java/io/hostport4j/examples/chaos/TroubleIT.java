package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users of host ports suffer from, with each backend: nothing comes of it. */
@RequiresWorld
@RequiresTools({"iptables", "ip6tables", "iptables-save", "ip6tables-save", "iptables-restore", "ip6tables-restore"})
class TroubleIT {
    private final World world = World.create();

    @TempDir
    private Path folder;

    static Stream<Arguments> troubles() {
        return Stream.of("netlink", "nftables", "iptables").flatMap(backend -> Arrays.stream(Trouble.values()).map(trouble -> Arguments.of(backend, trouble)));
    }

    @AfterEach
    void closeWorld() {
        Rules.flush();
        world.close();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void nothingComesOfIt(String backend, Trouble trouble) {
        assertThat(trouble.harm(Scene.of(world, new Candidate(backend), folder))).isEmpty();
    }
}
