package io.hostport4j.cni.runtime;

/** What becomes of an ADD with an argument for a capability that no plugin of the network declares. */
public enum UnclaimedCapabilities {
    /** It is refused before any plugin is called: the container would lack what it was promised, and nobody would know. */
    REFUSE,
    /** The argument is left out, as libcni does. */
    IGNORE
}
