package io.hostport4j.core.walk;

import java.net.InetAddress;
import java.util.Objects;

/** Where the node's routing sends a packet. */
public sealed interface Route {
    /** To the node itself. */
    record Local() implements Route {}

    /**
     * Out of an interface.
     *
     * @param link its name
     * @param source the address that packets of the node itself get there
     */
    record Via(String link, InetAddress source) implements Route {
        /** Checks that nothing is null. */
        public Via {
            Objects.requireNonNull(link, "link");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * Nowhere.
     *
     * @param why what the kernel says, and which setting or route it takes
     */
    record None(String why) implements Route {
        /** Checks that it is not null. */
        public None {
            Objects.requireNonNull(why, "why");
        }
    }
}
