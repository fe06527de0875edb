package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** From where offsets into a packet count, {@code enum nft_payload_bases} in {@code linux/netfilter/nf_tables.h}. */
public enum PayloadBase {
    /** The link-layer header. */
    LINK_HEADER("link header"),
    /** The IPv4 or IPv6 header. */
    NETWORK_HEADER("network header"),
    /** The header of TCP, UDP, SCTP …: the ports are its first four bytes. */
    TRANSPORT_HEADER("transport header"),
    /** What follows the transport header. */
    INNER_HEADER("inner header");

    private final String words;

    PayloadBase(String words) {
        this.words = words;
    }

    int number() {
        return ordinal();
    }

    static Optional<PayloadBase> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    @Override
    public String toString() {
        return words;
    }
}
