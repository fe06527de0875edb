package io.hostport4j.examples.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.runtime.CniRuntime;
import io.hostport4j.cni.runtime.GarbageCollectionException;
import io.hostport4j.cni.runtime.PluginResult;
import io.hostport4j.cni.runtime.ValidationException;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of real plugins, from ADD to GC. */
@RequiresWorld
@RequiresTools({"iptables", "/usr/lib/cni/ptp", "/usr/lib/cni/loopback", "/usr/lib/cni/portmap", "/usr/lib/cni/tuning", "/usr/lib/cni/firewall"})
class DebiansPluginsIT {

    private static final String TUNING = "{\"type\": \"tuning\", \"sysctl\": {\"net.core.somaxconn\": \"500\"}, \"capabilities\": {\"mac\": true}}";
    private static final String PORTMAP = "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}, \"snat\": true}";
    private static final String FIREWALL = "{\"type\": \"firewall\", \"backend\": \"iptables\"}";

    @TempDir
    private Path folder;
    private RuntimeNode node;
    private CniRuntime runtime;
    private World world;
    private NetNamespace pod;

    @BeforeEach
    void makeNode() {
        node = new RuntimeNode(folder);
        runtime = node.withDebiansPlugins();
        world = World.create();
        pod = NetNamespace.create("pod");
    }

    @AfterEach
    void clearNode() {
        pod.close();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3.1", "0.4.0", "1.0.0"})
    void aChainOfBridgeTuningPortmapAndFirewallComesAndGoes(String version) throws IOException {
        // The firewall plugin came with 0.4.0.
        NetworkList network = version.equals("0.3.1") ? node.bridge(version, TUNING, PORTMAP) : node.bridge(version, TUNING, PORTMAP, FIREWALL);
        Attachment attachment = RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80);

        PluginResult result = runtime.add(network, attachment);

        assertThat(result.version()).isEqualTo(CniVersion.parse(version));
        assertThat(result.decoded().ips()).extracting(ip -> ip.address().toString()).containsExactly("10.88.0.2/24", "fd00:88::2/64");
        assertThat(pod.exec("ip", "-brief", "addr", "show", "eth0").orThrow().stdout()).contains("10.88.0.2/24");
        assertThat(pod.exec("cat", "/proc/sys/net/core/somaxconn").orThrow().stdout()).isEqualTo("500\n");
        assertThat(rules()).contains("8080").contains("10.88.0.2");
        if (!version.equals("0.3.1")) {
            runtime.check(network, RuntimeNode.attachment(pod, "eth0"));
            // Debian's portmap looks for the rules of one family in the other.
            assertThatThrownBy(() -> runtime.check(network, attachment)).isInstanceOf(CniException.class)
                    .hasMessageStartingWith("plugin type=\"portmap\" failed (check): could not check ipv6 dnat");
        }
        runtime.status(network);

        runtime.delete(network, attachment);
        runtime.delete(network, attachment);

        assertThat(pod.exec("ip", "link", "show", "eth0").exitCode()).isNotZero();
        assertThat(rules()).doesNotContain("8080").doesNotContain("10.88.0.2");
        assertThat(leases("pods")).isEmpty();
        assertThat(runtime.cache().files()).isEmpty();
    }

    @Test
    void checkFindsWhatIsGone() {
        NetworkList network = node.bridge("1.0.0", TUNING);
        Attachment attachment = RuntimeNode.attachment(pod, "eth0");
        runtime.add(network, attachment);
        pod.exec("ip", "addr", "flush", "dev", "eth0").orThrow();

        assertThatThrownBy(() -> runtime.check(network, attachment)).isInstanceOf(CniException.class)
                .hasMessageStartingWith("plugin type=\"bridge\" failed (check): ");
    }

    @Test
    void pointToPointLinksComeAndGo() throws IOException {
        NetworkList network = node.ptp("1.0.0");
        Attachment attachment = RuntimeNode.attachment(pod, "eth0");

        CniResult result = runtime.add(network, attachment).decoded();

        assertThat(result.ips()).singleElement().satisfies(ip -> assertThat(ip.address()).hasToString("10.89.0.2/24"));
        assertThat(pod.exec("ip", "route").orThrow().stdout()).contains("default via 10.89.0.1 dev eth0");
        runtime.check(network, attachment);
        runtime.delete(network, attachment);
        assertThat(leases("links")).isEmpty();
    }

    @Test
    void loopbackIsSetUp() {
        pod.exec("ip", "link", "set", "lo", "down").orThrow();
        NetworkList network = RuntimeNode.network("1.0.0", "lo", "{\"type\": \"loopback\"}");
        Attachment attachment = RuntimeNode.attachment(pod, "lo");

        runtime.add(network, attachment);

        assertThat(pod.exec("ip", "-brief", "addr", "show", "lo").orThrow().stdout()).contains("127.0.0.1/8");
        runtime.check(network, attachment);
        runtime.delete(network, attachment);
        assertThat(pod.exec("ip", "link", "show", "lo").orThrow().stdout()).contains("state DOWN");
    }

    @Test
    void aChainThatFailsInTheMiddleIsUndoneByDel() throws IOException {
        NetworkList network = node.bridge("1.0.0", "{\"type\": \"tuning\", \"sysctl\": {\"net.core.nothing\": \"1\"}}");
        Attachment attachment = RuntimeNode.attachment(pod, "eth0");

        assertThatThrownBy(() -> runtime.add(network, attachment)).isInstanceOf(CniException.class)
                .hasMessageStartingWith("plugin type=\"tuning\" failed (add): ");
        assertThat(leases("pods")).hasSize(1);
        assertThat(runtime.cache().files()).isEmpty();

        runtime.delete(network, attachment);
        assertThat(leases("pods")).isEmpty();
    }

    @Test
    void gcRemovesTheContainerThatDiedAndKeepsTheOther() throws IOException {
        NetworkList network = node.bridge("1.0.0", PORTMAP);
        Attachment dead;
        try (NetNamespace died = NetNamespace.create("died")) {
            dead = RuntimeNode.withPorts(RuntimeNode.attachment(died, "eth0"), 8081, 80);
            runtime.add(network, dead);
        }
        runtime.add(network, RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80));

        runtime.gc(network, List.of(new ValidAttachment("pod", "eth0")));

        assertThat(rules()).contains("8080").doesNotContain("8081");
        assertThat(leases("pods")).singleElement().asString().endsWith("/10.88.0.3");
        assertThat(runtime.cache().entries()).extracting(entry -> entry.attachment().containerId()).containsExactly("pod");
    }

    @Test
    void debiansPluginsAreTooOldForTheNewestVersionAndSaySo() {
        NetworkList network = node.bridge("1.1.0", PORTMAP);

        assertThatThrownBy(() -> runtime.status(network)).isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isNotZero())
                .hasMessageStartingWith("plugin type=\"bridge\" failed (status): ");
        assertThatThrownBy(() -> runtime.gc(network, List.of())).isInstanceOf(GarbageCollectionException.class)
                .hasMessageContaining("plugin type=\"bridge\" failed (gc): ").hasMessageContaining("plugin type=\"portmap\" failed (gc): ");
        assertThatThrownBy(() -> runtime.validate(network)).isInstanceOfSatisfying(ValidationException.class,
                e -> assertThat(e.problems()).hasSize(2).allSatisfy(problem -> assertThat(problem).contains("does not support config version \"1.1.0\"")));
    }

    @Test
    void theVersionsOfDebiansPluginsAreKnown() {
        assertThat(runtime.validate(node.bridge("1.0.0", TUNING, PORTMAP, FIREWALL))).containsExactly("mac", "portMappings");
        assertThat(runtime.versions("bridge")).contains(CniVersion.V0_3_1, CniVersion.V1_0_0).doesNotContain(CniVersion.V1_1_0);
    }

    @Test
    void anAttachmentThatAGoRuntimeNotedIsDisconnectedWithItsResult() throws IOException {
        NetworkList network = node.bridge("1.0.0", PORTMAP);
        Attachment attachment = RuntimeNode.withPorts(RuntimeNode.attachment(pod, "eth0"), 8080, 80);
        runtime.add(network, attachment);
        Path file = runtime.cache().files().get(0);
        // Go sorts the keys of what it holds as maps, and writes empty objects where this library writes nothing.
        Files.writeString(file, Files.readString(file).replaceFirst("\"result\":\\{\"cniVersion\":\"1.0.0\",", "\"result\":{\"dns\":{},\"cniVersion\":\"1.0.0\","));

        runtime.check(network, RuntimeNode.attachment(pod, "eth0"));
        runtime.delete(network, attachment);

        assertThat(rules()).doesNotContain("8080");
        assertThat(leases("pods")).isEmpty();
    }

    /** IPv4 alone: the names of the files are addresses. */
    private List<Path> leases(String network) throws IOException {
        try (Stream<Path> files = Files.list(node.addresses(network))) {
            return files.filter(file -> file.getFileName().toString().contains(".") && !file.getFileName().toString().startsWith("last_")).toList();
        }
    }

    private static String rules() {
        return ProcessRun.of("iptables-save").execute().orThrow().stdout();
    }
}
