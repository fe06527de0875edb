package io.hostport4j.examples.userland;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The clients of a UDP host port. UDP has no end, so silence is one; and there is only so much room. */
final class UdpSessions {
    private final UserlandLimits limits;
    private final InstantSource clock;
    /** Who was silent longest comes first. */
    private final Map<SocketAddress, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Entry {
        private final UdpSession session;
        private Instant lastUsed;

        private Entry(UdpSession session, Instant lastUsed) {
            this.session = session;
            this.lastUsed = lastUsed;
        }
    }

    /** How a session comes to be. */
    @FunctionalInterface
    interface Opening {
        /** A new session. */
        UdpSession open() throws IOException;
    }

    UdpSessions(UserlandLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** A client's session, a new one when it has none or was silent too long. */
    UdpSession of(SocketAddress client, Opening opening) throws IOException {
        endIdle();
        Entry entry = entries.get(client);
        if (entry == null) {
            if (entries.size() == limits.udpSessions()) {
                end(entries.keySet().iterator().next());
            }
            entry = new Entry(opening.open(), clock.instant());
            entries.put(client, entry);
        }
        entry.lastUsed = clock.instant();
        return entry.session;
    }

    /** The container spoke to a client. */
    void touch(SocketAddress client) {
        entries.get(client).lastUsed = clock.instant();
    }

    void endIdle() {
        Instant end = clock.instant().minus(limits.udpIdle());
        Iterator<Entry> longestSilentFirst = entries.values().iterator();
        while (longestSilentFirst.hasNext()) {
            Entry entry = longestSilentFirst.next();
            if (entry.lastUsed.isAfter(end)) {
                return;
            }
            entry.session.close();
            longestSilentFirst.remove();
        }
    }

    void end(SocketAddress client) {
        Entry entry = entries.remove(client);
        if (entry != null) {
            entry.session.close();
        }
    }

    void endAll() {
        entries.values().forEach(entry -> entry.session.close());
        entries.clear();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
