package io.hostport4j.core.spi;

/** What a backend may be able to do. The engine asks for nothing that is not among its backend's capabilities. */
public enum Capability {
    /** It can add forwards. A backend without this only shows and removes what other programs left, and is never chosen. */
    ADDITIONS,
    /** Host ports of the IPv6 family. */
    IPV6,
    /** SCTP host ports. */
    SCTP,
    /** The container sees its clients' own addresses, but where {@link io.hostport4j.core.model.Masquerade} says otherwise. */
    CLIENT_ADDRESS,
    /** A host port on {@code ::1}. */
    IPV6_LOOPBACK,
    /** A host port of one family that leads to a container of the other. */
    CROSS_FAMILY,
    /** {@link io.hostport4j.core.model.Conditions} in the words of iptables. */
    CONDITIONS_IPTABLES,
    /** {@link io.hostport4j.core.model.Conditions} in the words of nftables. */
    CONDITIONS_NFTABLES,
    /** {@link Mark.Chain}: marking by a chain that another program keeps. */
    EXTERNAL_MARK_CHAIN,
    /** Every observer sees a change as a whole or not at all. Without this a change that fails half way is taken back. */
    ATOMIC,
    /**
     * A commit is refused when any rule of nf_tables, whosever it is, changed since its basis: what was seen in other stores there still
     * holds when it is done.
     */
    COMPARE_AND_SWAP,
    /** It forwards by sockets of its own: 127.0.0.1 needs no {@code route_localnet}, and flows end with their forwards. */
    OWN_SOCKETS,
    /** Forwards stay when the process ends, and other processes see them. Nothing is looked for in the store of a backend without this. */
    LASTING
}
