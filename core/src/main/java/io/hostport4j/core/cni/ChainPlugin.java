package io.hostport4j.core.cni;

import java.util.Objects;

/**
 * A plugin in a network's chain.
 *
 * @param type the name of its binary
 * @param takesHostPorts whether it declares {@code portMappings}
 */
public record ChainPlugin(String type, boolean takesHostPorts) {
    /** The type of this plugin, which is that of the reference: its place in a chain is ours. */
    public static final String OWN_TYPE = "portmap";

    /** Checks that it is not null. */
    public ChainPlugin {
        Objects.requireNonNull(type, "type");
    }

    /** Whether it is this plugin, or the reference in its place. */
    public boolean isOwn() {
        return type.equals(OWN_TYPE);
    }
}
