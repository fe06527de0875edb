package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link FindingId#FORWARDING_OFF}: {@code net.ipv4.ip_forward} and {@code net.ipv6.conf.all.forwarding}. For IPv4 the interface counts
 * that a packet comes in by, and {@code ip_forward} sets them all ({@code Documentation/networking/ip-sysctl.rst}).
 */
final class ForwardingCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        List<Finding> findings = new ArrayList<>();
        for (Family family : Family.values()) {
            long count = node.forwards().stream().filter(kept -> kept.forward().hostPort().family() == family).count();
            if (count > 0 && node.surroundings().forwardingOff().contains(family)) {
                Sysctl sysctl = sysctl(family);
                findings.add(new Finding(FindingId.FORWARDING_OFF, family.toString(), sysctl + " is 0, with host ports: " + count,
                        sysctl.set("1")));
            }
        }
        return findings;
    }

    private static Sysctl sysctl(Family family) {
        return switch (family) {
            case IPV4 -> Sysctl.of("ipv4", "ip_forward");
            case IPV6 -> Sysctl.of("ipv6", "conf", "all", "forwarding");
        };
    }
}
