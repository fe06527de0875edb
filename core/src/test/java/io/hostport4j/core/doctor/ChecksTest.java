package io.hostport4j.core.doctor;

import static io.hostport4j.core.doctor.SampleNode.WEB;
import static io.hostport4j.core.doctor.SampleNode.address;
import static io.hostport4j.core.doctor.SampleNode.asked;
import static io.hostport4j.core.doctor.SampleNode.forward;
import static io.hostport4j.core.doctor.SampleNode.found;
import static io.hostport4j.core.doctor.SampleNode.kept;
import static io.hostport4j.core.doctor.SampleNode.listener;
import static io.hostport4j.core.doctor.SampleNode.network;
import static io.hostport4j.core.doctor.SampleNode.plugin;
import static io.hostport4j.core.doctor.SampleNode.port;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.cni.NetworkFile;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.Sandbox;
import io.hostport4j.core.spi.StrayFlow;
import io.hostport4j.core.walk.Obstruction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final AttachmentId OLD = new AttachmentId("pods", "old", "eth0");

    private final SampleNode sample = new SampleNode();

    @Test
    void aHealthyNodeHasNoFinding() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aNodeWithoutAnythingHasNoFinding() {
        sample.forwards.clear();
        sample.files.clear();
        sample.plugins.clear();
        sample.attachments.clear();
        sample.settings.clear();
        sample.forwardingOff.addAll(List.of(Family.values()));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aMissingPermissionIsTakenWithSudo() {
        sample.places = new Places(Path.of("/etc/my nets"), Places.DEFAULT.plugins(), Places.DEFAULT.cache());
        sample.obstacle = Optional.of(new Node.Obstacle(true, "CAP_NET_ADMIN is missing"));

        assertThat(only()).isEqualTo(new Finding(FindingId.PERMISSION_MISSING, "this process", "CAP_NET_ADMIN is missing",
                "sudo hostport doctor --conf-dir '/etc/my nets'"));
    }

    @Test
    void whatTheKernelLacksMayBeAModule() {
        sample.obstacle = Optional.of(new Node.Obstacle(false, "netlink: add chain: operation not supported (EOPNOTSUPP)"));

        assertThat(only().id()).isEqualTo(FindingId.KERNEL_FEATURE_MISSING);
        assertThat(only().remedy()).startsWith("modprobe -a nf_tables ");
    }

    @Test
    void aBrokenFileIsPutAway() {
        sample.files.add(new NetworkFile.Broken(Path.of("/etc/cni/net.d/20-x.conflist"), "no JSON"));

        assertThat(only()).isEqualTo(new Finding(FindingId.NETWORK_FILE_BROKEN, "/etc/cni/net.d/20-x.conflist", "no JSON",
                "mv /etc/cni/net.d/20-x.conflist /etc/cni/net.d/20-x.conflist.off"));
    }

    @Test
    void thePluginWithoutItsCapabilityIsInstalledAgain() {
        sample.files.set(0, network("10-pods.conflist", "pods", plugin("bridge", false), plugin("portmap", false)));

        assertThat(only().id()).isEqualTo(FindingId.CAPABILITY_MISSING);
        assertThat(only().remedy()).isEqualTo("hostport install --name pods");
    }

    @Test
    void anotherPluginThatTakesHostPortsIsAsGood() {
        sample.files.set(0, network("10-pods.conflist", "pods", plugin("bridge", true)));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aNetworkBehindTheOneWithHostPortsNeedsNone() {
        sample.files.add(network("20-other.conflist", "other", plugin("macvlan", false)));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aFirstNetworkWithoutHostPortsHidesTheOneThatHasThem() {
        sample.files.add(0, network("05-other.conflist", "other", plugin("macvlan", false)));

        assertThat(only().id()).isEqualTo(FindingId.OTHER_NETWORK_FIRST);
        assertThat(only().evidence()).isEqualTo("05-other.conflist sorts before 10-pods.conflist of network \"pods\", and has only macvlan");
    }

    @Test
    void aNetworkWithoutThePluginIsFound() {
        sample.files.set(0, network("10-pods.conflist", "pods", plugin("bridge", false)));

        assertThat(only()).isEqualTo(new Finding(FindingId.PLUGIN_NOT_IN_CHAIN, "network \"pods\"",
                "/etc/cni/net.d/10-pods.conflist has only bridge", "hostport install --name pods"));
    }

    @Test
    void aMissingPluginOfOthersIsToldInWords() {
        sample.plugins.put("bridge", new Chains.Plugin(Optional.empty(), false));

        assertThat(only().id()).isEqualTo(FindingId.PLUGIN_BINARY_MISSING);
        assertThat(only().remedy()).startsWith("# install the package that has the plugin \"bridge\"");
    }

    @Test
    void aMissingPluginOfOursIsInstalled() {
        sample.plugins.put("portmap", new Chains.Plugin(Optional.empty(), false));

        assertThat(only().remedy()).isEqualTo("hostport install --name pods");
    }

    @Test
    void aPluginThatCannotBeExecutedIsFound() {
        sample.plugins.put("portmap", found("/opt/cni/bin/portmap", false));

        assertThat(only().id()).isEqualTo(FindingId.PLUGIN_NOT_EXECUTABLE);
        assertThat(only().remedy()).isEqualTo("chmod a+x /opt/cni/bin/portmap");
    }

    @Test
    void whatIsAroundMissingForwardsIsNoFindingOfItsOwn() {
        sample.differences.add(new Node.Difference(WEB.owner(), List.of(forward("0.0.0.0", 8080, "10.88.0.2", WEB.owner())),
                List.of("table inet hostport is missing")));
        sample.forwards.clear();

        assertThat(only().id()).isEqualTo(FindingId.FORWARD_MISSING);
        assertThat(only().remedy()).isEqualTo("hostport reconcile");
    }

    @Test
    void damagedRulesAreOneFindingWithAllThatIsWrong() {
        sample.faults.add("chain prerouting lacks a rule");
        sample.differences.add(new Node.Difference(WEB.owner(), List.of(), List.of("chain prerouting lacks a rule", "set masq_self4 lacks 10.88.0.2")));

        assertThat(only()).isEqualTo(new Finding(FindingId.RULES_DAMAGED, "the rules of host ports",
                "chain prerouting lacks a rule; set masq_self4 lacks 10.88.0.2", "hostport reconcile"));
    }

    @Test
    void withoutACacheTheNextAddMendsDamagedRules() {
        sample.faults.add("chain prerouting lacks a rule");
        sample.attachments.clear();

        assertThat(only().remedy()).startsWith("# the next ADD");
    }

    @Test
    void anUncoveredContainerIsAdopted() {
        sample.attachments.add(new CachedAttachment.Ignored(Path.of("/var/lib/cni/results/pods-old"), Path.of("/run/netns/old"),
                SampleNode.request(OLD, PortMapping.tcp(9090, 80))));

        assertThat(only().id()).isEqualTo(FindingId.CONTAINER_NOT_COVERED);
        assertThat(only().remedy()).isEqualTo("hostport adopt");

        sample.forwards.add(kept("netlink", forward("0.0.0.0", 9090, "10.88.0.2", OLD.owner())));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aDeadHolderGoesByItsMark() {
        sample.forwards.add(kept("iptables", forward("0.0.0.0", 9090, "10.88.0.9", OLD.owner())));
        sample.presence.put(address("10.88.0.9"), Presence.GONE);

        assertThat(only().id()).isEqualTo(FindingId.HOLDER_DEAD);
        assertThat(only().remedy()).isEqualTo("hostport remove pods/old/eth0");
    }

    @Test
    void whoeverLeadsOutOfTheNodeIsNotDead() {
        sample.forwards.add(kept("netlink", forward("0.0.0.0", 9090, "198.51.100.9", OLD.owner())));
        sample.presence.put(address("198.51.100.9"), Presence.OUTSIDE);

        assertThat(findings()).isEmpty();
    }

    @Test
    void ofTwoHoldersTheOneGoesThatTheCacheDoesNotHave() {
        sample.forwards.add(0, kept("iptables", forward("0.0.0.0", 8080, "10.88.0.9", OLD.owner())));

        assertThat(only().id()).isEqualTo(FindingId.TWO_HOLDERS);
        assertThat(only().remedy()).isEqualTo("hostport remove pods/old/eth0");
    }

    @Test
    void anAddressBesideEveryAddressWasAllowedInOneBackend() {
        sample.forwards.add(kept("netlink", forward("192.0.2.1", 8080, "10.88.0.9", OLD.owner())));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aListenerOnAnotherAddressIsNotInTheWay() {
        sample.forwards.set(0, kept("netlink", forward("192.0.2.1", 8080, "10.88.0.2", WEB.owner())));
        sample.listeners.add(listener("192.0.2.7", 8080));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aListenerOnTheLoopbackAddressOfIpv6KeepsItsPackets() {
        sample.forwards.add(kept("netlink", forward("::", 8080, "fd00:88::2", WEB.owner())));
        sample.listeners.add(listener("::1", 8080));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aListenerIsEndedByItsPidOrWhereThatIsHiddenByItsPort() {
        HostPort at = new HostPort(Protocol.TCP, address("0.0.0.0"), 8080);
        sample.listeners.add(new HostListener(at, false, Optional.of(new HostListener.Process(42, "nginx"))));
        sample.listeners.add(new HostListener(at, false, Optional.empty()));

        assertThat(findings()).extracting(Finding::remedy).containsExactly("kill 42", "fuser -k 8080/tcp");
    }

    @Test
    void anAddressOfAnotherNodeIsFoundOnce() {
        sample.forwards.add(kept("netlink", forward("192.0.2.9", 1, "10.88.0.2", WEB.owner())));
        sample.forwards.add(kept("netlink", forward("192.0.2.9", 2, "10.88.0.2", WEB.owner())));
        sample.foreignAddresses.add(address("192.0.2.9"));

        assertThat(only().remedy()).isEqualTo("ip address add 192.0.2.9/32 dev lo");
    }

    @Test
    void forwardingCountsForFamiliesWithHostPorts() {
        sample.forwardingOff.addAll(List.of(Family.values()));

        assertThat(only().remedy()).isEqualTo("sysctl -w net.ipv4.ip_forward=1");
    }

    @Test
    void oneRuleInTheWayOfManyIsOneFinding() {
        Forward other = forward("0.0.0.0", 9090, "10.88.0.2", WEB.owner());
        sample.forwards.add(kept("netlink", other));
        for (Forward forward : List.of(sample.forwards.get(0).forward(), other)) {
            sample.obstructions.add(new Obstruction(Obstruction.Kind.SHADOWED, Optional.of(forward), "a rule", "nft delete rule ip t c handle 7"));
        }

        assertThat(only()).isEqualTo(new Finding(FindingId.RULE_SHADOWED, "0.0.0.0:8080/tcp", "a rule", "nft delete rule ip t c handle 7"));
    }

    @Test
    void routeLocalnetOfAllIsEnough() {
        sample.settings.put(List.of("ipv4", "conf", "pods0", "route_localnet"), "0");
        assertThat(only().id()).isEqualTo(FindingId.ROUTE_LOCALNET_OFF);

        sample.settings.put(List.of("ipv4", "conf", "all", "route_localnet"), "1");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aStrictFilterMattersOnlyWhereAnswersComeInByAnotherInterface() {
        sample.settings.put(List.of("ipv4", "conf", "all", "rp_filter"), "1");
        assertThat(findings()).isEmpty();

        sample.links.add(port(5, "eth0.5", 7, true, 11));
        sample.sandboxes.put(WEB.owner(), new Sandbox(List.of(listener("0.0.0.0", 80)),
                Map.of(address("10.88.0.2"), new Sandbox.Exit(11, "eth1", 5))));
        assertThat(only().remedy()).isEqualTo("sysctl -w net.ipv4.conf.eth0/5.rp_filter=2");
    }

    @Test
    void aLooseFilterOfTheInterfaceWinsOverAStrictOneOfAll() {
        sample.settings.put(List.of("ipv4", "conf", "all", "rp_filter"), "1");
        sample.settings.put(List.of("ipv4", "conf", "veth5", "rp_filter"), "2");
        sample.links.add(port(5, "veth5", 7, true, 11));
        sample.sandboxes.put(WEB.owner(), new Sandbox(List.of(listener("0.0.0.0", 80)),
                Map.of(address("10.88.0.2"), new Sandbox.Exit(11, "eth1", 5))));

        assertThat(findings()).isEmpty();
    }

    @Test
    void hairpinModeMattersOnlyWithBridgeNetfilter() {
        sample.links.set(1, port(3, "veth0", 2, false, 9));
        assertThat(findings()).isEmpty();

        sample.settings.put(List.of("bridge", "bridge-nf-call-iptables"), "1");
        assertThat(only().remedy()).isEqualTo("bridge link set dev veth0 hairpin on");
    }

    @Test
    void anInterfaceThatIsNotThisContainersTellsNothing() {
        sample.links.set(1, port(3, "veth0", 2, false, 8));
        sample.settings.put(List.of("bridge", "bridge-nf-call-iptables"), "1");

        assertThat(findings()).isEmpty();
    }

    @Test
    void flowsOfOneWayAreOneFindingAndThoseOfTcpAreNone() {
        flow(Protocol.TCP, 1000);
        assertThat(findings()).isEmpty();

        sample.forwards.add(kept("netlink", new Forward(new HostPort(Protocol.UDP, address("0.0.0.0"), 8080),
                new Endpoint(address("10.88.0.2"), 80), Masquerade.WHEN_NEEDED, OLD.owner())));
        flow(Protocol.UDP, 1001);
        flow(Protocol.UDP, 1002);
        assertThat(only().evidence()).isEqualTo("packets from 198.51.100.1:1001, and 1 more go to 10.88.0.7:80");
        assertThat(only().remedy()).isEqualTo(
                "conntrack -D -p udp --orig-dst 192.0.2.1 --orig-port-dst 8080 --reply-src 10.88.0.7 --reply-port-src 80");
    }

    @Test
    void aContainerThatListensOnItsLoopbackOnlyDoesNotListen() {
        sample.sandboxes.put(WEB.owner(), new Sandbox(List.of(listener("127.0.0.1", 80)),
                Map.of(address("10.88.0.2"), new Sandbox.Exit(9, "eth0", 3))));

        assertThat(only().id()).isEqualTo(FindingId.CONTAINER_NOT_LISTENING);
        assertThat(only().evidence()).isEqualTo("no socket in /run/netns/web takes 10.88.0.2:80/tcp, only 127.0.0.1:80/tcp");
    }

    @Test
    void aNamespaceWithoutTheAddressHandsItOn() {
        sample.sandboxes.put(WEB.owner(), new Sandbox(List.of(), Map.of()));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aHostAddressOfAFamilyThatTheContainerLacksIsFound() {
        sample.attachments.add(asked(WEB, PortMapping.tcp(9443, 443).on(address("2001:db8::1"))));

        assertThat(only().id()).isEqualTo(FindingId.CONTAINER_ADDRESS_MISSING);
        assertThat(only().subject()).isEqualTo("2001:db8::1 port 9443/tcp");
    }

    private void flow(Protocol protocol, int sourcePort) {
        sample.flows.add(new StrayFlow(new Endpoint(address("198.51.100.1"), sourcePort), new HostPort(protocol, address("192.0.2.1"), 8080),
                new Endpoint(address("10.88.0.7"), 80)));
    }

    private Finding only() {
        assertThat(findings()).hasSize(1);
        return findings().get(0);
    }

    private List<Finding> findings() {
        return Doctor.examine(sample.node());
    }
}
