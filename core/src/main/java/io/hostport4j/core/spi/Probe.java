package io.hostport4j.core.spi;

import java.util.Set;

/** What a provider says of its backend. Two ways of "no", because they want different cures. */
public sealed interface Probe {
    /**
     * It works.
     *
     * @param version of what it stands on, for people to read, e.g. {@code Linux 6.1.0}
     * @param capabilities what it can do here
     */
    record Usable(String version, Set<Capability> capabilities) implements Probe {
        /** Copies the set. */
        public Usable {
            capabilities = Set.copyOf(capabilities);
        }
    }

    /**
     * What it stands on is not there.
     *
     * @param why for people to read: what is missing, and how to get it
     */
    record Absent(String why) implements Probe {}

    /**
     * It is there, and this process may not use it.
     *
     * @param why for people to read: which permission is missing
     */
    record NotPermitted(String why) implements Probe {}
}
