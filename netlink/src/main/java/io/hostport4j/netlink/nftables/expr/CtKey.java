package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** What is known about a packet's connection, {@code enum nft_ct_keys} in {@code linux/netfilter/nf_tables.h}. */
public enum CtKey {
    /** New, established, related …: bits, 4 bytes. */
    STATE("state"),
    /** Which way this packet goes, 1 byte. */
    DIRECTION("direction"),
    /** Bits of {@code enum ip_conntrack_status}, 4 bytes: 0x20 when the destination was translated. */
    STATUS("status"),
    /** The connection's mark, 4 bytes. */
    MARK("mark"),
    /** Its security mark, 4 bytes. */
    SECMARK("secmark"),
    /** Milliseconds until it is forgotten, 4 bytes. */
    EXPIRATION("expiration"),
    /** Name of its helper, 16 bytes. */
    HELPER("helper"),
    /** Network family, 1 byte; needs a direction. */
    L3PROTOCOL("l3protocol"),
    /** Source address, 4 or 16 bytes after the family; needs a direction. */
    SRC("src"),
    /** Destination address, 4 or 16 bytes after the family; needs a direction. */
    DST("dst"),
    /** Transport protocol, 1 byte; needs a direction. */
    PROTOCOL("protocol"),
    /** Source port, 2 bytes; needs a direction. */
    PROTO_SRC("proto_src"),
    /** Destination port, 2 bytes; needs a direction. */
    PROTO_DST("proto_dst"),
    /** Labels, 16 bytes. */
    LABELS("labels"),
    /** Packets, 8 bytes. */
    PKTS("packets"),
    /** Bytes, 8 bytes. */
    BYTES("bytes"),
    /** Average bytes of a packet, 8 bytes. */
    AVGPKT("avgpkt"),
    /** Zone, 2 bytes. */
    ZONE("zone"),
    /** Which events are reported, 4 bytes. */
    EVENTMASK("eventmask"),
    /** IPv4 source address, 4 bytes; needs a direction. */
    SRC_IP("src_ip"),
    /** IPv4 destination address, 4 bytes; needs a direction. */
    DST_IP("dst_ip"),
    /** IPv6 source address, 16 bytes; needs a direction. */
    SRC_IP6("src_ip6"),
    /** IPv6 destination address, 16 bytes; needs a direction. */
    DST_IP6("dst_ip6"),
    /** Its number, 4 bytes. */
    ID("id");

    private final String word;

    CtKey(String word) {
        this.word = word;
    }

    int number() {
        return ordinal();
    }

    static Optional<CtKey> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
