package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.NodeLink;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.Sandbox;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks the node what is around its forwards. */
final class SurroundingsReader {
    /** Of each interface. */
    private static final List<String> OF_INTERFACES = List.of("rp_filter", "route_localnet");
    private static final List<List<String>> OF_BRIDGES = List.of(
            List.of("bridge", "bridge-nf-call-iptables"), List.of("bridge", "bridge-nf-call-ip6tables"));

    private final HostNetwork network;
    private final List<Forward> forwards;
    private final List<CachedAttachment> attachments;

    SurroundingsReader(HostNetwork network, List<KeptForward> forwards, List<CachedAttachment> attachments) {
        this.network = network;
        this.forwards = forwards.stream().map(KeptForward::forward).toList();
        this.attachments = attachments;
    }

    Surroundings read() {
        List<NodeLink> links = network.nodeLinks();
        Map<InetAddress, Integer> towards = new HashMap<>();
        Map<InetAddress, Presence> presence = new HashMap<>();
        for (InetAddress target : forwards.stream().map(forward -> forward.target().address()).collect(Collectors.toSet())) {
            network.linkTowards(target).ifPresent(link -> towards.put(target, link));
            presence.put(target, network.presence(target));
        }
        Map<Owner, Path> namespaces = namespaces();
        return new Surroundings(forwardingOff(), settings(links), links, towards, presence, listeners(), network.strayFlows(forwards),
                foreignAddresses(), sandboxes(namespaces), namespaces);
    }

    private Set<Family> forwardingOff() {
        Set<Family> off = EnumSet.allOf(Family.class);
        off.removeIf(network::forwardsPackets);
        return off;
    }

    private Map<List<String>, String> settings(List<NodeLink> links) {
        List<List<String>> paths = new ArrayList<>(OF_BRIDGES);
        List<String> names = new ArrayList<>(List.of("all"));
        links.forEach(link -> names.add(link.name()));
        for (String name : names) {
            OF_INTERFACES.forEach(setting -> paths.add(List.of("ipv4", "conf", name, setting)));
        }
        Map<List<String>, String> settings = new HashMap<>();
        paths.forEach(path -> network.setting(path).ifPresent(value -> settings.put(path, value)));
        return settings;
    }

    private List<HostListener> listeners() {
        Map<Protocol, Set<Integer>> ports = new EnumMap<>(Protocol.class);
        for (Forward forward : forwards) {
            ports.computeIfAbsent(forward.hostPort().protocol(), any -> new TreeSet<>()).add(forward.hostPort().port());
        }
        List<HostListener> listeners = new ArrayList<>();
        ports.forEach((protocol, numbers) -> listeners.addAll(network.listeners(protocol, numbers)));
        return listeners;
    }

    private Set<InetAddress> foreignAddresses() {
        Set<InetAddress> foreign = new LinkedHashSet<>();
        forwards.stream().map(Forward::hostPort).filter(hostPort -> !hostPort.everyAddress()).map(HostPort::address)
                .filter(address -> !network.isOwn(address)).forEach(foreign::add);
        return foreign;
    }

    private Map<Owner, Path> namespaces() {
        Map<Owner, Path> namespaces = new HashMap<>();
        for (CachedAttachment attachment : attachments) {
            if (attachment instanceof CachedAttachment.Asked asked) {
                namespaces.put(asked.request().attachment().owner(), asked.namespace());
            } else if (attachment instanceof CachedAttachment.Ignored ignored) {
                // It may have been adopted.
                namespaces.put(ignored.request().attachment().owner(), ignored.namespace());
            }
        }
        return namespaces;
    }

    private Map<Owner, Sandbox> sandboxes(Map<Owner, Path> namespaces) {
        Map<Owner, Sandbox> sandboxes = new HashMap<>();
        namespaces.forEach((owner, path) -> {
            Optional<Sandbox> sandbox = network.sandbox(path);
            sandbox.ifPresent(seen -> sandboxes.put(owner, seen));
        });
        return sandboxes;
    }
}
