package io.hostport4j.core;

import java.util.List;
import java.util.Objects;

/** Whether {@link HostPorts#add} could work now. */
public sealed interface Readiness {
    /**
     * It could.
     *
     * @param damage what is wrong with what is there, which the next ADD mends; for people to read
     */
    record Ready(List<String> damage) implements Readiness {
        /** Copies the list. */
        public Ready {
            damage = List.copyOf(damage);
        }
    }

    /**
     * It could not, as far as is known without harm to the host ports that are there.
     *
     * @param why for people to read: what stands in the way, and what to do
     */
    record Unavailable(String why) implements Readiness {
        /** Checks that it is not null. */
        public Unavailable {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * It could not, or would not bring packets to a container, and what is there does not work as it should either.
     *
     * @param why as in {@link Unavailable}
     */
    record Limited(String why) implements Readiness {
        /** Checks that it is not null. */
        public Limited {
            Objects.requireNonNull(why, "why");
        }
    }
}
