package io.hostport4j.core.doctor;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.cni.ChainPlugin;
import io.hostport4j.core.cni.NetworkFile;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.NodeLink;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.Sandbox;
import io.hostport4j.core.spi.StrayFlow;
import io.hostport4j.core.walk.Obstruction;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A healthy node, of which a test changes what it is about: the container pods/web/eth0 is 10.88.0.2, behind port veth0 (3) of bridge
 * pods0 (2), and listens on 80/tcp, to which 0.0.0.0:8080/tcp leads.
 */
final class SampleNode {
    static final AttachmentId WEB = new AttachmentId("pods", "web", "eth0");
    static final Path NAMESPACE = Path.of("/run/netns/web");

    Places places = Places.DEFAULT;
    Optional<Node.Obstacle> obstacle = Optional.empty();
    final List<KeptForward> forwards = new ArrayList<>(List.of(kept("netlink", forward("0.0.0.0", 8080, "10.88.0.2", WEB.owner()))));
    final List<Node.Difference> differences = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<NetworkFile> files = new ArrayList<>(List.of(network("10-pods.conflist", "pods", plugin("bridge", false), plugin("portmap", true))));
    final Map<String, Chains.Plugin> plugins = new HashMap<>(Map.of(
            "bridge", found("/opt/cni/bin/bridge", true), "portmap", found("/opt/cni/bin/portmap", true)));
    final List<CachedAttachment> attachments = new ArrayList<>(List.of(asked(WEB, PortMapping.tcp(8080, 80))));
    final List<Obstruction> obstructions = new ArrayList<>();
    final Set<Family> forwardingOff = EnumSet.noneOf(Family.class);
    final Map<List<String>, String> settings = new HashMap<>(Map.of(
            List.of("ipv4", "conf", "pods0", "route_localnet"), "4", List.of("ipv4", "conf", "all", "route_localnet"), "0"));
    final List<NodeLink> links = new ArrayList<>(List.of(
            new NodeLink(2, "pods0", true, OptionalInt.empty(), false, OptionalInt.empty()), port(3, "veth0", 2, true, 9)));
    final Map<InetAddress, Integer> towards = new HashMap<>(Map.of(address("10.88.0.2"), 2));
    final Map<InetAddress, Presence> presence = new HashMap<>();
    final List<HostListener> listeners = new ArrayList<>();
    final List<StrayFlow> flows = new ArrayList<>();
    final Set<InetAddress> foreignAddresses = new HashSet<>();
    final Map<Owner, Sandbox> sandboxes = new HashMap<>(Map.of(WEB.owner(), new Sandbox(
            List.of(listener("0.0.0.0", 80)), Map.of(address("10.88.0.2"), new Sandbox.Exit(9, "eth0", 3)))));

    Node node() {
        return new Node(places, obstacle, forwards, differences, faults, new Chains(files, plugins), attachments, obstructions, new Surroundings(
                forwardingOff, settings, links, towards, presence, listeners, flows, foreignAddresses, sandboxes, Map.of(WEB.owner(), NAMESPACE)));
    }

    static NetworkFile network(String file, String name, ChainPlugin... plugins) {
        return new NetworkFile.Network(Path.of("/etc/cni/net.d", file), name, List.of(plugins));
    }

    static ChainPlugin plugin(String type, boolean takesHostPorts) {
        return new ChainPlugin(type, takesHostPorts);
    }

    static Chains.Plugin found(String file, boolean executable) {
        return new Chains.Plugin(Optional.of(Path.of(file)), executable);
    }

    static KeptForward kept(String backend, Forward forward) {
        return new KeptForward(forward, backend, OptionalLong.empty());
    }

    static Forward forward(String hostAddress, int port, String target, Owner owner) {
        return new Forward(new HostPort(Protocol.TCP, address(hostAddress), port), new Endpoint(address(target), 80), Masquerade.WHEN_NEEDED, owner);
    }

    static NodeLink port(int index, String name, int bridge, boolean hairpin, int peer) {
        return new NodeLink(index, name, false, OptionalInt.of(bridge), hairpin, OptionalInt.of(peer));
    }

    static HostListener listener(String address, int port) {
        return new HostListener(new HostPort(Protocol.TCP, address(address), port), false, Optional.empty());
    }

    static CachedAttachment asked(AttachmentId id, PortMapping mapping) {
        return new CachedAttachment.Asked(Path.of("/var/lib/cni/results", id.network() + "-" + id.container()), NAMESPACE, request(id, mapping),
                BackendOptions.DEFAULT);
    }

    static HostPortRequest request(AttachmentId id, PortMapping mapping) {
        return new HostPortRequest(id, List.of(ContainerAddress.of(address("10.88.0.2"))), List.of(mapping));
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
