package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.CachedAttachment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link FindingId#RULES_DAMAGED}: base chains, jumps, masquerading and guards. Where forwards are missing as well, what is around them
 * comes back with them, and is no fault of its own.
 */
final class RulesCheck implements Check {
    private static final int SHOWN = 5;

    @Override
    public List<Finding> examine(Node node) {
        Set<String> faults = new LinkedHashSet<>(node.faults());
        node.differences().stream().filter(difference -> difference.missing().isEmpty()).forEach(difference -> faults.addAll(difference.faults()));
        if (faults.isEmpty()) {
            return List.of();
        }
        String shown = faults.stream().limit(SHOWN).collect(Collectors.joining("; "));
        String evidence = faults.size() > SHOWN ? shown + "; and " + (faults.size() - SHOWN) + " more" : shown;
        return List.of(new Finding(FindingId.RULES_DAMAGED, "the rules of host ports", evidence, remedy(node)));
    }

    private static String remedy(Node node) {
        return node.attachments().stream().anyMatch(CachedAttachment.Asked.class::isInstance)
                ? new Commands(node.places()).reconcile() : "# the next ADD of a container with host ports mends it";
    }
}
