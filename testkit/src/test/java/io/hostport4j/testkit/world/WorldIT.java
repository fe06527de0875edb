package io.hostport4j.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.RequiresSysctl;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresWorld
class WorldIT {

    private static final Path NETNS_FOLDER = Path.of("/run/netns");

    @Test
    void theClientReachesAContainerByRouteWithItsOwnAddress() {
        try (World world = World.create()) {
            Container pod = world.start("pod-a", world.podNetwork());
            world.serve(pod, 80);
            Client client = Client.in(world.client());
            for (Protocol protocol : Protocol.values()) {
                assertThat(client.ask(protocol, pod.v4(), 80)).isEqualTo(new Answer("pod-a", world.clientV4()));
                assertThat(client.ask(protocol, pod.v6(), 80)).isEqualTo(new Answer("pod-a", world.clientV6()));
            }
        }
    }

    @Test
    void containersOfOneNetworkReachEachOther() {
        try (World world = World.create()) {
            Container a = world.start("pod-a", world.podNetwork());
            Container b = world.start("pod-b", world.podNetwork());
            world.serve(b, 80);
            assertThat(Client.in(a.namespace()).ask(Protocol.TCP, b.v4(), 80)).isEqualTo(new Answer("pod-b", a.v4()));
            assertThat(Client.in(a.namespace()).ask(Protocol.UDP, b.v6(), 80)).isEqualTo(new Answer("pod-b", a.v6()));
        }
    }

    @Test
    void aContainerPassesItsChainsCheck() {
        try (World world = World.create()) {
            Container pod = world.start("pod-a", world.podNetwork());
            assertThat(pod.chain().check(pod.attachment(), pod.result()).orThrow().calls()).hasSize(1);
            pod.namespace().exec("ip", "addr", "flush", "dev", "eth0").orThrow();
            assertThat(pod.chain().check(pod.attachment(), pod.result()).succeeded()).isFalse();
        }
    }

    @Test
    void aStoppedContainerGivesItsAddressAndNameBack() {
        try (World world = World.create()) {
            Container first = world.start("pod-a", world.podNetwork());
            world.stop(first);
            assertThat(first.namespace().path()).doesNotExist();
            world.start("pod-a", world.podNetwork());
        }
    }

    @Test
    void aFailedAddLeavesNoNamespace(@TempDir Path folder) throws IOException {
        Path plugin = Files.writeString(folder.resolve("broken"), "#!/bin/sh\necho '{\"code\": 100, \"msg\": \"on purpose\"}'; exit 1\n");
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        try (World world = World.create()) {
            CniChain chain = world.podNetwork().then("{\"type\": \"broken\"}", folder);
            assertThatThrownBy(() -> world.start("pod-a", chain)).hasMessageContaining("broken").hasMessageContaining("on purpose");
            assertThat(NETNS_FOLDER.resolve("pod-a")).doesNotExist();
        }
    }

    @Test
    @RequiresTools({"iptables", "/usr/lib/cni/portmap"})
    void portMappingsReachAPluginThatDeclaresThemAndOpenAHostPort() {
        try (World world = World.create()) {
            CniChain chain = world.podNetwork()
                    .then("{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}", Path.of("/usr/lib/cni"));
            Container pod = world.start("pod-a", chain, "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\"}]");
            world.serve(pod, 80);
            Client client = Client.in(world.client());
            assertThat(client.ask(Protocol.TCP, world.nodeV4(), 8080)).isEqualTo(new Answer("pod-a", world.clientV4()));
            assertThat(client.ask(Protocol.TCP, world.nodeV6(), 8080)).isEqualTo(new Answer("pod-a", world.clientV6()));
            assertThat(Client.in(pod.namespace()).ask(Protocol.TCP, world.nodeV4(), 8080)).isInstanceOf(Answer.class);
            world.stop(pod);
            client.assertNotReachable(Protocol.TCP, world.nodeV4(), 8080);
        }
    }

    @Test
    void closingLeavesTheNodeAsItWas() {
        String before = stateOfNode();
        try (World world = World.create()) {
            Container pod = world.start("pod-a", world.podNetwork());
            world.serve(pod, 80);
            Client.in(world.client()).ask(Protocol.TCP, pod.v4(), 80);
            world.node().exec("nft", "add", "table", "inet", "left-behind").orThrow();
            assertThat(stateOfNode()).isNotEqualTo(before);
        }
        assertThat(stateOfNode()).isEqualTo(before);
    }

    @Test
    void closingLeavesNoNamespaceNoProcessAndNoThread() throws IOException {
        try (World world = World.create()) {
            Container pod = world.start("pod-a", world.podNetwork());
            world.serve(pod, 80);
            Client.in(world.client()).ask(Protocol.TCP, pod.v4(), 80);
        }
        try (Stream<Path> namespaces = Files.list(NETNS_FOLDER)) {
            assertThat(namespaces).isEmpty();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("netns-") || name.startsWith("server-"));
    }

    @Test
    @RequiresSysctl("net/bridge/bridge-nf-call-iptables")
    void bridgedPacketsPassTheRulesOnlyWithBridgeNetfilter() {
        try (World world = World.create()) {
            Container a = world.start("pod-a", world.podNetwork());
            Container b = world.start("pod-b", world.podNetwork());
            world.node().exec("nft", "add table inet t; add chain inet t c { type filter hook forward priority 0; policy drop; }").orThrow();
            world.serve(b, 80);
            Client client = Client.in(a.namespace());
            world.disableBridgeNetfilter();
            assertThat(client.ask(Protocol.TCP, b.v4(), 80)).isEqualTo(new Answer("pod-b", a.v4()));
            assertThat(client.ask(Protocol.TCP, b.v6(), 80)).isEqualTo(new Answer("pod-b", a.v6()));
            world.enableBridgeNetfilter();
            Client hasty = new Client(a.namespace(), Duration.ofMillis(200));
            hasty.assertNotReachable(Protocol.TCP, b.v4(), 80);
            hasty.assertNotReachable(Protocol.TCP, b.v6(), 80);
        }
    }

    private static String stateOfNode() {
        NetNamespace node = NetNamespace.node();
        return Stream.of(
                        List.of("ip", "-brief", "link"),
                        List.of("ip", "-brief", "addr"),
                        List.of("ip", "route", "show", "table", "all"),
                        List.of("ip", "-6", "route", "show", "table", "all"),
                        List.of("nft", "list", "ruleset"),
                        List.of("conntrack", "-L"),
                        List.of("sh", "-c", "cd /proc/sys/net && cat ipv4/ip_forward ipv6/conf/all/forwarding ipv6/conf/default/accept_dad"))
                .map(command -> node.exec(command.toArray(String[]::new)).orThrow())
                .map(Execution::stdout)
                .reduce("", String::concat);
    }
}
