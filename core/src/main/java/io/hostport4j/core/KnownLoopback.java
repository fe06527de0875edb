package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known of forwards that serve 127.0.0.0/8 through an interface: one that is there for each interface, for as long as nobody else
 * changes anything, and those that were removed.
 */
final class KnownLoopback {
    private final Map<Integer, HostPort> present = new HashMap<>();
    private final Set<Forward> removed = new LinkedHashSet<>();

    /** One was just added. */
    void added(int link, HostPort hostPort) {
        present.putIfAbsent(link, hostPort);
    }

    /** One was found. */
    void found(int link, HostPort hostPort) {
        present.put(link, hostPort);
    }

    /** There is none. */
    void foundNone(int link) {
        present.remove(link);
    }

    /** These are gone, among them perhaps such that serve 127.0.0.0/8. */
    void removed(Collection<Forward> forwards) {
        for (Forward forward : forwards) {
            present.values().remove(forward.hostPort());
            if (forward.servesLoopback()) {
                removed.add(forward);
            }
        }
    }

    /** Somebody else changed something. */
    void forget() {
        present.clear();
    }

    /** Whether, when something was last changed, a forward that serves 127.0.0.0/8 through an interface was known to be there. */
    boolean has(int link) {
        return present.containsKey(link);
    }

    /** What was removed since the last call. */
    Set<Forward> takeRemoved() {
        Set<Forward> taken = Set.copyOf(removed);
        removed.clear();
        return taken;
    }
}
