package io.hostport4j.core.doctor;

import io.hostport4j.core.walk.Obstruction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link FindingId#RULE_SHADOWED}, {@link FindingId#FORWARD_DROPPED}, {@link FindingId#NODE_PORT_CLAIMS} and
 * {@link FindingId#IPTABLES_MIXED}: what the walk through everybody's rules met. One rule that is in the way of many host ports and is
 * mended by one line is one finding.
 */
final class ObstructionCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Map<String, Finding> byRemedy = new LinkedHashMap<>();
        for (Obstruction obstruction : node.obstructions()) {
            byRemedy.putIfAbsent(obstruction.remedy(), new Finding(id(obstruction.kind()),
                    obstruction.forward().map(forward -> forward.hostPort().toString()).orElse("this node"),
                    obstruction.evidence(), obstruction.remedy()));
        }
        return List.copyOf(byRemedy.values());
    }

    private static FindingId id(Obstruction.Kind kind) {
        return switch (kind) {
            case SHADOWED -> FindingId.RULE_SHADOWED;
            case DROPPED -> FindingId.FORWARD_DROPPED;
            case NODE_PORT -> FindingId.NODE_PORT_CLAIMS;
            case MIXED -> FindingId.IPTABLES_MIXED;
        };
    }
}
