package io.hostport4j.core.spi;

/** What a node's own tables tell of the container that has an address; nothing is sent to find it out. */
public enum Presence {
    /** It may be there: nothing says otherwise. */
    POSSIBLE,
    /**
     * Only the default route leads there. No container of this node is reached so, but in networks that lie outside of it, whose
     * answers come back only to a client that the node {@linkplain io.hostport4j.core.model.Masquerade masqueraded}.
     */
    OUTSIDE,
    /** It is gone: no route leads there, or the interface that one does leads to other containers only. */
    GONE
}
