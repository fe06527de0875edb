package io.hostport4j.examples.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.runtime.CniRuntime;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.Launch;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our portmap plugin behind Debian's bridge, with real traffic: in this JVM, and by the installed commands. */
@RequiresWorld
class OwnPluginInAChainIT {

    private static final String PORTMAP = "{\"type\": \"portmap\", \"backend\": \"netlink\", \"capabilities\": {\"portMappings\": true}}";

    @TempDir
    private Path folder;
    private RuntimeNode node;
    private World world;
    private NetNamespace pod;

    @BeforeEach
    void makeNode() {
        node = new RuntimeNode(folder);
        world = World.create();
        world.disableBridgeNetfilter();
        pod = NetNamespace.create("pod");
    }

    @AfterEach
    void clearNode() {
        pod.close();
        world.close();
    }

    @Test
    void aHostPortWorksFromAddToDelInThisJvm() throws IOException {
        CniRuntime runtime = node.withOurPortMap();
        NetworkList network = node.bridge("1.0.0", PORTMAP);
        Attachment attachment = RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80);

        InetAddress address = runtime.add(network, attachment).decoded().ips().get(0).address().address();

        world.serve(pod, "pod", Endpoint.tcpAndUdp(80, address));
        assertThat(ask()).containsOnly(new Answer("pod", world.clientV4()));
        runtime.check(network, attachment);
        world.node().exec("nft", "flush", "map", "inet", "hostport", "any4").orThrow();
        assertThatThrownBy(() -> runtime.check(network, attachment)).isInstanceOfSatisfying(CniException.class,
                e -> assertThat(e.code()).isEqualTo(101)).hasMessageStartingWith("plugin type=\"portmap\" failed (check): ");

        runtime.delete(network, attachment);

        assertThat(ask()).containsOnly(Failure.REFUSED);
        assertThat(world.node().exec("nft", "list", "ruleset").orThrow().stdout()).isEmpty();
    }

    @Test
    void statusAndGcOfTheNewestVersionReachThePlugin() {
        CniRuntime runtime = node.withOurPortMap();
        NetworkList old = node.bridge("1.0.0", PORTMAP);
        runtime.add(old, RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80));
        // The plugin alone, since Debian's do not know these commands.
        NetworkList network = RuntimeNode.network("1.1.0", "pods", PORTMAP);

        assertThatCode(() -> runtime.status(network)).doesNotThrowAnyException();
        runtime.gc(network, List.of(new ValidAttachment("pod", "eth0")));
        assertThat(world.node().exec("nft", "list", "ruleset").orThrow().stdout()).contains("8080");
        runtime.gc(network, List.of());
        assertThat(world.node().exec("nft", "list", "ruleset").orThrow().stdout()).isEmpty();
    }

    @Test
    void portsForANetworkWithoutThePluginAreRefusedBeforeAnythingIsMade() {
        assertThatThrownBy(() -> node.withOurPortMap().add(node.bridge("1.0.0"), RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80)))
                .isInstanceOf(CniException.class).hasMessageContaining("cannot take \"portMappings\"");
        assertThat(pod.exec("ip", "link", "show", "eth0").exitCode()).isNotZero();
    }

    @Test
    void theInstalledCommandsDoTheSame() throws IOException {
        NetworkList network = node.bridge("1.0.0", PORTMAP);
        Files.writeString(folder.resolve("10-pods.conflist"), network.text());

        String result = cnitool("add").orThrow().stdout();

        assertThat(result).startsWith("{\n    \"cniVersion\": \"1.0.0\"").contains("\"address\": \"10.88.0.2/24\"");
        world.serve(pod, "pod", Endpoint.tcpAndUdp(80, InetAddress.getByName("10.88.0.2")));
        assertThat(ask()).containsOnly(new Answer("pod", world.clientV4()));
        assertThat(cnitool("check").orThrow().stdout()).isEmpty();
        assertThat(cnitool("gc").orThrow().stdout()).isEmpty();
        assertThat(cnitool("validate").orThrow().stdout()).isEqualTo("network \"pods\" is valid; CNI 1.0.0; capabilities: portMappings\n");
        assertThat(ask()).containsOnly(new Answer("pod", world.clientV4()));
        assertThat(cnitool("del").orThrow().stdout()).isEmpty();
        assertThat(ask()).containsOnly(Failure.REFUSED);
    }

    private Execution cnitool(String command) {
        return Launch.of(Distribution.cnitool(), command, "--cache-dir", folder.resolve("cache").toString(), "pods", pod.path().toString())
                .on(Jdk.ofThisJvm())
                .with("CNI_PATH", Distribution.bin() + ":/usr/lib/cni")
                .with("NETCONFPATH", folder.toString())
                .with("CAP_ARGS", RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80).capabilityArgs().toString())
                .execute();
    }

    private List<Object> ask() {
        Client client = Client.in(world.client());
        return List.of(client.ask(Protocol.TCP, world.nodeV4(), 8080), client.ask(Protocol.UDP, world.nodeV4(), 8080));
    }
}
