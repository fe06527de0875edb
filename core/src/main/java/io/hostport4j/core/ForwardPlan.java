package io.hostport4j.core;

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
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a caller asks for into forwards: which families a mapping is for, and what can never work. */
final class ForwardPlan {
    private final Map<Family, ContainerAddress> addresses = new EnumMap<>(Family.class);
    private final Map<HostPort, Forward> forwards = new LinkedHashMap<>();

    /** @throws InvalidRequestException naming the mapping, the key and the value that cannot work */
    ForwardPlan(HostPortRequest request) {
        for (ContainerAddress address : request.addresses()) {
            addresses.putIfAbsent(address.family(), address);
        }
        Owner owner = request.attachment().owner();
        for (int i = 0; i < request.mappings().size(); i++) {
            try {
                plan(request.mappings().get(i), request.masquerade(), owner);
            } catch (InvalidRequestException e) {
                throw e.inside("portMappings[" + i + "]");
            }
        }
    }

    Set<Forward> forwards() {
        return Set.copyOf(forwards.values());
    }

    Set<HostPort> hostPorts() {
        return forwards.keySet();
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

    private void plan(PortMapping mapping, Masquerade masquerade, Owner owner) {
        if (masquerade == Masquerade.NEVER && mapping.hostAddress().filter(InetAddress::isLoopbackAddress).isPresent()) {
            throw new InvalidRequestException("hostIP", IpText.of(mapping.hostAddress().get()),
                    "without source NAT the container's answer never finds back to a loopback client; set snat to true");
        }
        boolean planned = false;
        for (ContainerAddress container : addresses.values()) {
            InetAddress listening = mapping.hostAddress().orElse(container.family().unspecified());
            if (Family.of(listening) == container.family()) {
                plan(mapping, listening, container.address(), masquerade, owner);
                planned = true;
            }
        }
        if (!planned) {
            throw mapping.hostAddress().map(ForwardPlan::noAddressOfFamily).orElseGet(() -> new InvalidRequestException("hostPort",
                    mapping.hostPorts().toString(), "the container has no address that it could lead to"));
        }
    }

    private void plan(PortMapping mapping, InetAddress listening, InetAddress container, Masquerade masquerade, Owner owner) {
        for (int i = 0; i < mapping.hostPorts().size(); i++) {
            HostPort hostPort = new HostPort(mapping.protocol(), listening, mapping.hostPorts().first() + i);
            Endpoint target = new Endpoint(container, mapping.containerPort() + i);
            if (forwards.put(hostPort, new Forward(hostPort, target, masquerade, owner)) != null) {
                throw new InvalidRequestException("hostPort", hostPort.toString(), "an earlier mapping of the same call has it");
            }
        }
    }

    private static InvalidRequestException noAddressOfFamily(InetAddress listening) {
        return new InvalidRequestException("hostIP", IpText.of(listening),
                "the container has no " + Family.of(listening) + " address that it could lead to");
    }
}
