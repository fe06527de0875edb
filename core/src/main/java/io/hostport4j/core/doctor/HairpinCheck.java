package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.NodeLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link FindingId#HAIRPIN_OFF}: where br_netfilter shows bridged packets to the rules, one that is sent back to its own container stays
 * a bridged one, and a bridge sends none out of the port it came in by, but in hairpin mode ({@code net/bridge/br_forward.c},
 * {@code should_deliver}). Without br_netfilter the packet is routed, and any port will do.
 */
final class HairpinCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Map<NodeLink, Finding> findings = new LinkedHashMap<>();
        for (KeptForward kept : node.forwards()) {
            Forward forward = kept.forward();
            Sysctl calls = calls(Family.of(forward.target().address()));
            if (node.surroundings().setting(calls.path().toArray(String[]::new)).equals(Optional.of("1"))) {
                port(forward, node.surroundings()).filter(port -> !port.hairpin())
                        .ifPresent(port -> findings.putIfAbsent(port, finding(forward, port, calls)));
            }
        }
        return List.copyOf(findings.values());
    }

    private static Finding finding(Forward forward, NodeLink port, Sysctl calls) {
        return new Finding(FindingId.HAIRPIN_OFF, forward.hostPort().toString(),
                forward.owner() + " is behind " + port.name() + ", which is not in hairpin mode, and " + calls + " is 1",
                "bridge link set dev " + ShellWord.of(port.name()) + " hairpin on");
    }

    /** The bridge's port that the container is behind. */
    private static Optional<NodeLink> port(Forward forward, Surroundings around) {
        Optional<NodeLink> bridge = around.linkTowards(forward.target().address()).filter(NodeLink::bridge);
        return bridge.flatMap(found -> Optional.ofNullable(around.sandboxes().get(forward.owner()))
                .flatMap(sandbox -> Optional.ofNullable(sandbox.exits().get(forward.target().address())))
                .flatMap(around::nodeEnd)
                .filter(port -> port.master().isPresent() && port.master().getAsInt() == found.index()));
    }

    private static Sysctl calls(Family family) {
        return switch (family) {
            case IPV4 -> Sysctl.of("bridge", "bridge-nf-call-iptables");
            case IPV6 -> Sysctl.of("bridge", "bridge-nf-call-ip6tables");
        };
    }
}
