package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whether an ADD could work: goes its way for a container that there is not, up to the commit. */
final class Rehearsal {
    /** No runtime has a container of that name; and nothing of it is ever written. */
    private static final Owner NOBODY = new AttachmentId("hostport4j", "rehearsal", "none").owner();
    /** For documentation (RFC 5737, RFC 3849): no container has them. */
    private static final Map<Family, InetAddress> TARGETS = new EnumMap<>(Map.of(
            Family.IPV4, address("192.0.2.1"), Family.IPV6, address("2001:db8::1")));
    /** How many ports that somebody holds are passed over. */
    private static final int PORTS = 64;

    private final OpenedBackend chosen;
    private final HostNetwork network;
    private final RetryLoop loop;

    Rehearsal(OpenedBackend chosen, HostNetwork network, RetryLoop loop) {
        this.chosen = chosen;
        this.network = network;
        this.loop = loop;
    }

    /** @throws InvalidRequestException when conditions are none, or the tool does not understand them */
    Readiness of(Map<Family, Conditions> conditions) {
        Optional<HostPortException> refusal = refusal(conditions);
        Snapshot there;
        try {
            there = loop.untilDone("the list", () -> chosen.backend().read(new Scope.All()));
        } catch (HostPortException e) {
            return new Readiness.Unavailable(refusal.orElse(e).getMessage());
        }
        List<String> damage = there.forwards().isEmpty() ? List.of() : there.faults();
        if (refusal.isPresent()) {
            String why = refusal.get().getMessage();
            return damage.isEmpty() ? new Readiness.Unavailable(why)
                    : new Readiness.Limited(why + "; and what is there is damaged: " + String.join(", ", damage));
        }
        return unforwarded(there.forwards()).<Readiness>map(Readiness.Limited::new).orElseGet(() -> new Readiness.Ready(damage));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError("every JDK reads literal addresses", e);
        }
    }

    private Optional<HostPortException> refusal(Map<Family, Conditions> conditions) {
        try {
            loop.untilDone("the rehearsal of an ADD", () -> {
                rehearse(conditions);
                return true;
            });
            return Optional.empty();
        } catch (InvalidRequestException e) {
            throw e;
        } catch (HostPortException e) {
            return Optional.of(e);
        }
    }

    private void rehearse(Map<Family, Conditions> conditions) {
        Backend backend = chosen.backend();
        for (int port = 1; port <= PORTS; port++) {
            Map<HostPort, Forward> wanted = wanted(port, conditions);
            Map<InetAddress, Link> links = new HashMap<>();
            TARGETS.values().forEach(target -> links.put(target, new Link(0, target.getAddress().length * Byte.SIZE)));
            Snapshot snapshot = backend.read(new Scope.Of(NOBODY, wanted, links));
            if (snapshot.forwards().stream().noneMatch(found -> wanted.keySet().stream().anyMatch(found.hostPort()::overlaps))) {
                backend.rehearse(new Change(snapshot, NOBODY, Set.of(), new LinkedHashSet<>(wanted.values())));
                return;
            }
        }
    }

    private Map<HostPort, Forward> wanted(int port, Map<Family, Conditions> conditions) {
        Map<HostPort, Forward> wanted = new LinkedHashMap<>();
        for (Family family : Family.values()) {
            if (family == Family.IPV4 || chosen.capabilities().contains(Capability.IPV6)) {
                HostPort hostPort = new HostPort(Protocol.TCP, family.unspecified(), port);
                wanted.put(hostPort, new Forward(hostPort, new Endpoint(TARGETS.get(family), port), Masquerade.WHEN_NEEDED,
                        conditions.getOrDefault(family, Conditions.NONE), NOBODY));
            }
        }
        return wanted;
    }

    /**
     * What the network's plugins turn on with their first container; so where there are host ports and it is off, somebody has turned
     * it off since.
     */
    private Optional<String> unforwarded(Set<Forward> forwards) {
        List<String> all = new ArrayList<>();
        for (Family family : Family.values()) {
            long count = forwards.stream().filter(forward -> forward.hostPort().family() == family).count();
            if (count > 0 && !chosen.capabilities().contains(Capability.OWN_SOCKETS) && !network.forwardsPackets(family)) {
                String sysctl = switch (family) {
                    case IPV4 -> "net.ipv4.ip_forward";
                    case IPV6 -> "net.ipv6.conf.all.forwarding";
                };
                all.add(sysctl + " is 0, so that no packet from outside reaches any of " + count + " host ports; set it to 1");
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }
}
