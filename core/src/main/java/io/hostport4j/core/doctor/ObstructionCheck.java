package io.hostport4j.core.doctor;

import io.hostport4j.core.walk.Obstruction;
import java.util.List;

/**
 * {@link FindingId#RULE_SHADOWED}, {@link FindingId#FORWARD_DROPPED}, {@link FindingId#NODE_PORT_CLAIMS} and
 * {@link FindingId#IPTABLES_MIXED}: what a packet's walk through everybody's rules tells.
 */
final class ObstructionCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        return node.obstructions().stream().map(ObstructionCheck::finding).distinct().toList();
    }

    private static Finding finding(Obstruction obstruction) {
        return new Finding(id(obstruction.kind()), obstruction.forward().map(forward -> forward.hostPort().toString()).orElse("the node"),
                obstruction.evidence(), obstruction.remedy());
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
