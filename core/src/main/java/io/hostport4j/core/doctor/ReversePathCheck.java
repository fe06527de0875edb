package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.NodeLink;
import io.hostport4j.core.spi.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link FindingId#RP_FILTER_STRICT}: a container with two interfaces answers by the one that has its default route. Where the node would
 * send to that address by another one, the answer fails RFC 3704's strict test. The larger value of {@code all} and the interface counts,
 * 1 is strict and 2 loose ({@code Documentation/networking/ip-sysctl.rst}). IPv6 has no such sysctl.
 */
final class ReversePathCheck implements Check {
    private static final String SETTING = "rp_filter";
    private static final int STRICT = 1;

    @Override
    public List<Finding> examine(Node node) {
        Map<String, Finding> byInterface = new LinkedHashMap<>();
        for (KeptForward kept : node.forwards()) {
            finding(kept.forward(), node.surroundings()).ifPresent(finding -> byInterface.putIfAbsent(finding.remedy(), finding));
        }
        return List.copyOf(byInterface.values());
    }

    private static Optional<Finding> finding(Forward forward, Surroundings around) {
        if (Family.of(forward.target().address()) != Family.IPV4) {
            return Optional.empty();
        }
        Optional<NodeLink> towards = around.linkTowards(forward.target().address());
        Optional<Sandbox.Exit> exit = Optional.ofNullable(around.sandboxes().get(forward.owner()))
                .flatMap(sandbox -> Optional.ofNullable(sandbox.exits().get(forward.target().address())));
        return exit.flatMap(around::input).filter(input -> towards.isPresent() && !towards.get().equals(input) && isStrict(input, around))
                .map(input -> {
                    Sysctl sysctl = Sysctl.of("ipv4", "conf", input.name(), SETTING);
                    return new Finding(FindingId.RP_FILTER_STRICT, forward.hostPort().toString(), "answers of " + forward.target()
                            + " come in by " + input.name() + ", and the way to it is " + towards.get().name() + "; the larger of " + sysctl
                            + " and " + Sysctl.of("ipv4", "conf", "all", SETTING) + " is 1", sysctl.set("2"));
                });
    }

    private static boolean isStrict(NodeLink link, Surroundings around) {
        return Math.max(value(link.name(), around), value("all", around)) == STRICT;
    }

    private static int value(String link, Surroundings around) {
        return around.setting("ipv4", "conf", link, SETTING).map(Integer::parseInt).orElse(0);
    }
}
