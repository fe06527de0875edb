package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.cni.ChainRun;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.cni.CniResult;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container's life in every version of CNI, behind Debian's bridge plugin as far as that knows them. */
@RequiresWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CniVersionsIT {

    private static final int PORT = HostIp.ABSENT.hostPort();

    private World world;

    @BeforeAll
    void makeWorld() {
        world = World.create();
        world.disableBridgeNetfilter();
    }

    @AfterAll
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0"})
    void aHostPortComesAndGoesInAChain(String version) {
        Container pod = start(version);
        assertThat(pod.result().json()).contains("\"cniVersion\": \"" + version + "\"");
        assertThat(askBothFamilies()).containsExactly(new Answer(pod.id(), world.clientV4()), new Answer(pod.id(), world.clientV6()));
        world.stop(pod);
        assertThat(askBothFamilies()).containsOnly(Failure.REFUSED);
        assertThat(NodeState.ruleset()).isEmpty();
        assertThat(NodeState.routeLocalnet("pods0")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.4.0", "1.0.0"})
    void checkFindsWhatWasAddedAndMissesWhatIsGone(String version) {
        Container pod = start(version);
        pod.chain().check(pod.attachment(), pod.result()).orThrow();
        world.node().exec("nft", "flush", "map", "inet", "hostport", "any6").orThrow();
        ChainRun run = pod.chain().check(pod.attachment(), pod.result());
        CniError error = CniError.of(run.last().execution());
        assertThat(error.code()).isEqualTo(101);
        assertThat(error.msg()).contains("[::]:" + PORT + "/udp").doesNotContain("0.0.0.0");
        world.stop(pod);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0", "0.3.0", "0.3.1"})
    void checkIsRefusedBefore040(String version) {
        CniError error = CniError.of(PortMapCall.of("CHECK", "pod").execute(PortMapInput.in(version)));
        assertThat(error).isEqualTo(new CniError(1, "config version does not allow CHECK"));
    }

    @Test
    void aHostPortComesAndGoesIn110WhichDebiansBridgeDoesNotKnow() {
        Container pod = world.start("pod-1-1-0", world.podNetwork());
        world.serve(pod, 80);
        PortMapInput input = PortMapInput.in("1.1.0").portMappings(HostIp.ABSENT.portMappings(world)).prevResult(pod.result(), "1.1.0");
        String result = PortMapCall.of("ADD", pod.id()).execute(input).orThrow().stdout();
        assertThat(result).contains("\"cniVersion\": \"1.1.0\"");
        assertThat(new CniResult(result).addresses()).isEqualTo(pod.result().addresses());
        assertThat(askBothFamilies()).containsExactly(new Answer(pod.id(), world.clientV4()), new Answer(pod.id(), world.clientV6()));
        PortMapCall.of("CHECK", pod.id()).execute(input).orThrow();
        PortMapCall.of("DEL", pod.id()).execute(input).orThrow();
        assertThat(CniError.of(PortMapCall.of("CHECK", pod.id()).execute(input)).code()).isEqualTo(101);
        assertThat(askBothFamilies()).containsOnly(Failure.REFUSED);
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThat(CniError.of(PortMapCall.of("ADD", "pod").execute(PortMapInput.in("1.2.0"))))
                .isEqualTo(new CniError(1, "incompatible CNI versions"));
    }

    @Test
    void versionTellsAllSeven() {
        Execution execution = PortMapCall.of("VERSION", "pod").execute(new PortMapInput(List.of())).orThrow();
        assertThat(execution.stdout().replaceAll("\\s", "")).isEqualTo("{\"cniVersion\":\"1.1.0\",\"supportedVersions\":"
                + "[\"0.1.0\",\"0.2.0\",\"0.3.0\",\"0.3.1\",\"0.4.0\",\"1.0.0\",\"1.1.0\"]}");
    }

    private Container start(String version) {
        CniChain chain = PortMapChains.plain(world).inVersion(version);
        Container pod = world.start("pod-" + version.replace('.', '-'), chain, HostIp.ABSENT.portMappings(world));
        world.serve(pod, 80);
        return pod;
    }

    private List<Object> askBothFamilies() {
        Client client = Client.in(world.client());
        return List.of(client.ask(Protocol.TCP, world.nodeV4(), PORT), client.ask(Protocol.UDP, world.nodeV6(), PORT));
    }
}
