package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.walk.Obstruction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that checks look at; read once.
 *
 * @param places where the container runtime keeps things
 * @param obstacle why host ports cannot work here at all; what was read nevertheless is in the rest
 * @param forwards those looked at, wherever they are kept
 * @param differences what running containers should have and the kernel has not; of containers that are in the runtime's cache
 * @param faults what is wrong with the objects that all forwards need
 * @param chains the networks of the runtime
 * @param attachments running containers that asked for host ports
 * @param obstructions rules of others that are in the way
 * @param surroundings what is between the node's interfaces and the containers
 */
public record Node(Places places, Optional<Obstacle> obstacle, List<KeptForward> forwards, List<Difference> differences, List<String> faults,
        Chains chains, List<CachedAttachment> attachments, List<Obstruction> obstructions, Surroundings surroundings) {
    /** Copies the lists. */
    public Node {
        Objects.requireNonNull(places, "places");
        Objects.requireNonNull(obstacle, "obstacle");
        Objects.requireNonNull(chains, "chains");
        Objects.requireNonNull(surroundings, "surroundings");
        forwards = List.copyOf(forwards);
        differences = List.copyOf(differences);
        faults = List.copyOf(faults);
        attachments = List.copyOf(attachments);
        obstructions = List.copyOf(obstructions);
    }

    /**
     * Why no host port can work.
     *
     * @param permission whether all that is missing is a permission of this process
     * @param why for people to read
     */
    public record Obstacle(boolean permission, String why) {
        /** Checks that it is not null. */
        public Obstacle {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * What one container's host ports lack.
     *
     * @param owner whose
     * @param missing what should be there and is not
     * @param faults what is wrong with the objects that they need
     */
    public record Difference(Owner owner, List<Forward> missing, List<String> faults) {
        /** Copies the lists. */
        public Difference {
            Objects.requireNonNull(owner, "owner");
            missing = List.copyOf(missing);
            faults = List.copyOf(faults);
        }

        Difference only(Predicate<Forward> wanted) {
            return new Difference(owner, missing.stream().filter(wanted).toList(), faults);
        }
    }
}
