package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link FindingId#HOLDER_DEAD} and {@link FindingId#TWO_HOLDERS}. Within one backend a port on every address beside the same one on a
 * single address was allowed by whoever added it.
 */
final class HoldersCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        List<Finding> findings = new ArrayList<>();
        Set<Owner> running = node.attachments().stream().filter(CachedAttachment.Asked.class::isInstance).map(CachedAttachment.Asked.class::cast)
                .map(asked -> asked.request().attachment().owner()).collect(Collectors.toSet());
        List<KeptForward> alive = new ArrayList<>();
        List<Owner> dead = new ArrayList<>();
        for (KeptForward kept : node.forwards()) {
            if (!node.surroundings().isGone(kept.forward().target().address())) {
                alive.add(kept);
            } else if (!dead.contains(kept.forward().owner())) {
                dead.add(kept.forward().owner());
                findings.add(dead(kept, node));
            }
        }
        byPort(alive).forEach(holders -> {
            for (int i = 0; i < holders.size(); i++) {
                for (int j = i + 1; j < holders.size(); j++) {
                    if (areTwo(holders.get(i), holders.get(j))) {
                        findings.add(two(holders.get(i), holders.get(j), running, node));
                    }
                }
            }
        });
        return findings;
    }

    /** Nodes have many ports, and few holders of one. */
    private static Collection<List<KeptForward>> byPort(List<KeptForward> forwards) {
        Map<Integer, List<KeptForward>> byPort = new LinkedHashMap<>();
        forwards.forEach(kept -> byPort.computeIfAbsent(kept.forward().hostPort().port(), any -> new ArrayList<>()).add(kept));
        return byPort.values();
    }

    private static Finding dead(KeptForward kept, Node node) {
        return new Finding(FindingId.HOLDER_DEAD, kept.forward().hostPort().toString(), kept.backend() + " leads it to "
                + kept.forward().target() + " of " + kept.forward().owner() + ", and no container of this node has that address",
                new Commands(node.places()).remove(kept.forward().owner()));
    }

    private static boolean areTwo(KeptForward one, KeptForward other) {
        return one.forward().hostPort().overlaps(other.forward().hostPort())
                && (one.forward().hostPort().equals(other.forward().hostPort()) || !one.backend().equals(other.backend()));
    }

    private static Finding two(KeptForward one, KeptForward other, Set<Owner> running, Node node) {
        Commands commands = new Commands(node.places());
        String evidence = text(one) + ", and " + text(other);
        KeptForward leftover = running.contains(one.forward().owner()) ? other : one;
        // An ADD of a container takes what other backends and the reference left of the same container.
        boolean same = running.stream().anyMatch(owner -> owner.covers(one.forward().owner()) && owner.covers(other.forward().owner()));
        return new Finding(FindingId.TWO_HOLDERS, one.forward().hostPort().toString(), evidence,
                same ? commands.reconcile() : commands.remove(leftover.forward().owner()));
    }

    private static String text(KeptForward kept) {
        return kept.backend() + " leads it to " + kept.forward().target() + " of " + kept.forward().owner();
    }
}
