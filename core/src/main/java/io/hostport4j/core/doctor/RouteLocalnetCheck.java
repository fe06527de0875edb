package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.NodeLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link FindingId#ROUTE_LOCALNET_OFF}: {@code net.ipv4.conf.<interface>.route_localnet}, or that of {@code all}, is needed to send from
 * 127.0.0.0/8 to a container ({@code Documentation/networking/ip-sysctl.rst}).
 */
final class RouteLocalnetCheck implements Check {
    private static final String SETTING = "route_localnet";
    private static final Optional<String> OFF = Optional.of("0");

    @Override
    public List<Finding> examine(Node node) {
        Surroundings around = node.surroundings();
        Map<NodeLink, Forward> served = new LinkedHashMap<>();
        node.forwards().stream().map(KeptForward::forward).filter(Forward::servesLoopback)
                .forEach(forward -> around.linkTowards(forward.target().address()).ifPresent(link -> served.putIfAbsent(link, forward)));
        List<Finding> findings = new ArrayList<>();
        served.forEach((link, forward) -> {
            if (around.setting("ipv4", "conf", link.name(), SETTING).equals(OFF) && around.setting("ipv4", "conf", "all", SETTING).equals(OFF)) {
                Sysctl sysctl = Sysctl.of("ipv4", "conf", link.name(), SETTING);
                findings.add(new Finding(FindingId.ROUTE_LOCALNET_OFF, forward.hostPort().toString(),
                        sysctl + " is 0, and " + forward.target() + " is behind " + link.name(), sysctl.set("1")));
            }
        });
        return findings;
    }
}
