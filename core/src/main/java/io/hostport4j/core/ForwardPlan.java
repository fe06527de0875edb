package io.hostport4j.core;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Capability;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns what a caller asks for into forwards: which families a mapping is for, and what can never work with a backend. */
final class ForwardPlan {
    private final OpenedBackend backend;
    private final Map<Family, ContainerAddress> addresses = new EnumMap<>(Family.class);
    private final Map<HostPort, Forward> forwards = new LinkedHashMap<>();

    /**
     * @throws InvalidRequestException naming the mapping, the key and the value that cannot work
     * @throws UnsupportedOptionException naming the mapping that the backend cannot serve
     */
    ForwardPlan(HostPortRequest request, OpenedBackend backend) {
        this.backend = backend;
        for (ContainerAddress address : request.addresses()) {
            addresses.putIfAbsent(address.family(), address);
        }
        request.conditions().values().forEach(this::check);
        Owner owner = request.attachment().owner();
        for (int i = 0; i < request.mappings().size(); i++) {
            try {
                plan(request.mappings().get(i), request, owner);
            } catch (InvalidRequestException e) {
                throw e.inside("portMappings[" + i + "]");
            }
        }
    }

    /** What the attachment shall have, in the order of the mappings. */
    Map<HostPort, Forward> wanted() {
        return forwards;
    }

    /** The container addresses that forwards lead to. */
    List<ContainerAddress> targets() {
        List<ContainerAddress> targets = new ArrayList<>();
        for (ContainerAddress address : addresses.values()) {
            for (Forward forward : forwards.values()) {
                if (forward.target().address().equals(address.address())) {
                    targets.add(address);
                    break;
                }
            }
        }
        return targets;
    }

    private void plan(PortMapping mapping, HostPortRequest request, Owner owner) {
        check(mapping, request.masquerade());
        boolean planned = false;
        for (Family family : Family.values()) {
            InetAddress listening = mapping.hostAddress().orElse(family.unspecified());
            Optional<ContainerAddress> container = target(family);
            if (Family.of(listening) == family && container.isPresent()) {
                plan(mapping, listening, container.get().address(), request, owner);
                planned = true;
            }
        }
        if (!planned) {
            throw mapping.hostAddress().map(ForwardPlan::noAddressOfFamily).orElseGet(() -> new InvalidRequestException("hostPort",
                    mapping.hostPorts().toString(), "the container has no address that it could lead to"));
        }
    }

    private void check(PortMapping mapping, Masquerade masquerade) {
        Optional<InetAddress> loopback = mapping.hostAddress().filter(InetAddress::isLoopbackAddress);
        if (loopback.isPresent() && masquerade == Masquerade.NEVER) {
            throw new InvalidRequestException("hostIP", IpText.of(loopback.get()),
                    "without source NAT the container's answer never finds back to a loopback client; set snat to true");
        }
        if (loopback.isPresent() && Family.of(loopback.get()) == Family.IPV6 && !can(Capability.IPV6_LOOPBACK)) {
            throw new InvalidRequestException("hostIP", IpText.of(loopback.get()),
                    "the kernel has no route_localnet for IPv6, so no answer could come back; use 127.0.0.1");
        }
        if (mapping.protocol() == Protocol.SCTP && !can(Capability.SCTP)) {
            throw unsupported("has no SCTP, which host port " + mapping.hostPorts() + " needs");
        }
        if (masquerade == Masquerade.NEVER && !can(Capability.CLIENT_ADDRESS)) {
            throw unsupported("cannot show containers their clients' addresses; set snat to true");
        }
    }

    private UnsupportedOptionException unsupported(String what) {
        return new UnsupportedOptionException("backend \"" + backend.name() + "\" " + what);
    }

    private void check(Conditions conditions) {
        conditions.dialect().ifPresent(dialect -> {
            if (!can(dialect == Conditions.Dialect.IPTABLES ? Capability.CONDITIONS_IPTABLES : Capability.CONDITIONS_NFTABLES)) {
                throw unsupported("does not understand the conditions \"" + conditions + "\", which are in the words of "
                        + dialect.name().toLowerCase(Locale.ROOT));
            }
        });
    }

    private boolean can(Capability capability) {
        return backend.capabilities().contains(capability);
    }

    /** Where host ports of a family lead. */
    private Optional<ContainerAddress> target(Family family) {
        if (family == Family.IPV6 && !can(Capability.IPV6)) {
            return Optional.empty();
        }
        Optional<ContainerAddress> own = Optional.ofNullable(addresses.get(family));
        return own.isPresent() || !can(Capability.CROSS_FAMILY) ? own : addresses.values().stream().findFirst();
    }

    private void plan(PortMapping mapping, InetAddress listening, InetAddress container, HostPortRequest request, Owner owner) {
        Conditions conditions = request.conditions().getOrDefault(Family.of(listening), Conditions.NONE);
        for (int i = 0; i < mapping.hostPorts().size(); i++) {
            HostPort hostPort = new HostPort(mapping.protocol(), listening, mapping.hostPorts().first() + i);
            Endpoint target = new Endpoint(container, mapping.containerPort() + i);
            if (forwards.put(hostPort, new Forward(hostPort, target, request.masquerade(), conditions, owner)) != null) {
                throw new InvalidRequestException("hostPort", hostPort.toString(), "an earlier mapping of the same call has it");
            }
        }
    }

    private static InvalidRequestException noAddressOfFamily(InetAddress listening) {
        return new InvalidRequestException("hostIP", IpText.of(listening),
                "the container has no " + Family.of(listening) + " address that it could lead to");
    }
}
