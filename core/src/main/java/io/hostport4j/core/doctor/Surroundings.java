package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.NodeLink;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.Sandbox;
import io.hostport4j.core.spi.StrayFlow;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What packets meet besides rules.
 *
 * @param forwardingOff families that the node sends no packets on of
 * @param settings sysctls of the network that were looked for and are there, by the parts of their names below {@code net}
 * @param links the node's interfaces
 * @param towards by the address of a container, the index of the interface that packets to it leave by
 * @param presence by the address of a container, whether it can be there
 * @param listeners sockets of the node on ports that are host ports
 * @param flows those that lead elsewhere than the forwards do
 * @param foreignAddresses addresses of host ports that are not the node's
 * @param sandboxes what could be seen inside of containers
 * @param namespaces of containers, those whose file is known
 */
public record Surroundings(Set<Family> forwardingOff, Map<List<String>, String> settings, List<NodeLink> links, Map<InetAddress, Integer> towards,
        Map<InetAddress, Presence> presence, List<HostListener> listeners, List<StrayFlow> flows, Set<InetAddress> foreignAddresses,
        Map<Owner, Sandbox> sandboxes, Map<Owner, Path> namespaces) {
    /** Copies the collections. */
    public Surroundings {
        forwardingOff = Set.copyOf(forwardingOff);
        settings = Map.copyOf(settings);
        links = List.copyOf(links);
        towards = Map.copyOf(towards);
        presence = Map.copyOf(presence);
        listeners = List.copyOf(listeners);
        flows = List.copyOf(flows);
        foreignAddresses = Set.copyOf(foreignAddresses);
        sandboxes = Map.copyOf(sandboxes);
        namespaces = Map.copyOf(namespaces);
    }

    /** The value of a sysctl; empty when it is not known. */
    Optional<String> setting(String... path) {
        return Optional.ofNullable(settings.get(List.of(path)));
    }

    /** An interface. */
    Optional<NodeLink> link(int index) {
        return links.stream().filter(link -> link.index() == index).findFirst();
    }

    /** The interface that packets to a container leave by. */
    Optional<NodeLink> linkTowards(InetAddress container) {
        return Optional.ofNullable(towards.get(container)).flatMap(this::link);
    }

    /** Whether no container of the node can have the address. */
    boolean isGone(InetAddress container) {
        return presence.get(container) == Presence.GONE;
    }

    /** The node's end of a container's interface; empty when that does not say that it is one. */
    Optional<NodeLink> nodeEnd(Sandbox.Exit exit) {
        return link(exit.nodeEnd()).filter(link -> link.peer().equals(OptionalInt.of(exit.index())));
    }

    /** The interface that packets come in by which leave a container so: for a port of a bridge, the bridge. */
    Optional<NodeLink> input(Sandbox.Exit exit) {
        return nodeEnd(exit).map(link -> link.master().isEmpty() ? link : link(link.master().getAsInt()).filter(NodeLink::bridge).orElse(link));
    }
}
