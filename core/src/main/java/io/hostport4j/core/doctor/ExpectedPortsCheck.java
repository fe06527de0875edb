package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@link FindingId#FORWARD_MISSING} and {@link FindingId#CONTAINER_NOT_COVERED}: what the runtime's cache has and the kernel has not. */
final class ExpectedPortsCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Commands commands = new Commands(node.places());
        List<Finding> findings = new ArrayList<>();
        for (Node.Difference difference : node.differences()) {
            if (!difference.missing().isEmpty()) {
                findings.add(new Finding(FindingId.FORWARD_MISSING, difference.owner().text(), "missing: " + difference.missing().stream()
                        .map(ExpectedPortsCheck::text).collect(Collectors.joining(", ")), commands.reconcile()));
            }
        }
        for (CachedAttachment attachment : node.attachments()) {
            if (attachment instanceof CachedAttachment.Ignored ignored && !isAdopted(ignored.request().attachment().owner(), node)) {
                findings.add(new Finding(FindingId.CONTAINER_NOT_COVERED, ignored.request().attachment().owner().text(),
                        ignored.file() + " asks for host ports: " + ignored.request().mappings().size() + ", and names no plugin that takes them",
                        commands.adopt()));
            }
        }
        return findings;
    }

    private static boolean isAdopted(Owner owner, Node node) {
        return node.forwards().stream().anyMatch(kept -> owner.covers(kept.forward().owner()));
    }

    private static String text(Forward forward) {
        return forward.hostPort() + " to " + forward.target();
    }
}
