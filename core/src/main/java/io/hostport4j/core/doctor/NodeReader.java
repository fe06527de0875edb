package io.hostport4j.core.doctor;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.BackendUnavailableException;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.Readiness;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.cni.CniCache;
import io.hostport4j.core.cni.NetworkFolder;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.tool.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads a node, each thing once. */
record NodeReader(Places places, BackendOptions usual, Tools tools) {
    /** @param wanted the forwards that are looked at; what concerns none in particular is looked at in any case */
    Node read(Predicate<Forward> wanted) {
        Chains chains = new ChainReader(places.plugins()).read(permitted(new NetworkFolder(places.networks())::files));
        List<CachedAttachment> attachments = permitted(new CniCache(places.cache())::attachments);
        Rules rules = rules(attachments).only(wanted);
        try (HostNetwork network = network()) {
            Surroundings surroundings = new SurroundingsReader(network, rules.forwards(), attachments).read();
            return new Node(places, rules.obstacle(surroundings), rules.forwards(), rules.differences(), rules.faults(), chains, attachments,
                    rules.unavailable().isPresent() ? List.of() : new ObstructionReader(tools).read(rules.forwards()), surroundings);
        }
    }

    /** Who may not look at the rules often may not read the runtime's folders either; then the former says it all. */
    private <T> List<T> permitted(Supplier<List<T>> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            if (mayLook()) {
                throw e;
            }
            return List.of();
        }
    }

    private boolean mayLook() {
        try {
            HostPorts.open(usual).close();
            return true;
        } catch (BackendUnavailableException e) {
            return !e.isPermissionMissing();
        }
    }

    private Rules rules(List<CachedAttachment> attachments) {
        try (HostPorts hostPorts = HostPorts.open(usual)) {
            return new Rules(Optional.empty(), hostPorts.readiness(Map.of()), hostPorts.listKept(), hostPorts.faults(),
                    new ExpectedPorts(usual).differences(attachments));
        } catch (BackendUnavailableException e) {
            return new Rules(Optional.of(new Node.Obstacle(e.isPermissionMissing(), e.getMessage())), new Readiness.Ready(List.of()),
                    List.of(), List.of(), List.of());
        }
    }

    private record Rules(Optional<Node.Obstacle> unavailable, Readiness readiness, List<KeptForward> forwards, List<String> faults,
            List<Node.Difference> differences) {
        Rules only(Predicate<Forward> wanted) {
            return new Rules(unavailable, readiness, forwards.stream().filter(kept -> wanted.test(kept.forward())).toList(), faults,
                    differences.stream().map(some -> some.only(wanted)).toList());
        }

        /** Why an ADD would fail; that the node forwards nothing keeps none from working, and has a check of its own. */
        Optional<Node.Obstacle> obstacle(Surroundings surroundings) {
            if (readiness instanceof Readiness.Unavailable found) {
                return Optional.of(new Node.Obstacle(false, found.why()));
            }
            return readiness instanceof Readiness.Limited found && surroundings.forwardingOff().isEmpty()
                    ? Optional.of(new Node.Obstacle(false, found.why())) : unavailable;
        }
    }

    private static HostNetwork network() {
        return ServiceLoader.load(HostNetworkProvider.class, NodeReader.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing on the class path knows the node's network; add hostport4j-netlink"))
                .open();
    }
}
