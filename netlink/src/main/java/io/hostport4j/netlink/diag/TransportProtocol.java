package io.hostport4j.netlink.diag;

/** Protocols whose sockets have ports, with the numbers of {@code linux/in.h}. */
public enum TransportProtocol {
    /** {@code IPPROTO_TCP}. */
    TCP(6),
    /** {@code IPPROTO_UDP}. */
    UDP(17),
    /** {@code IPPROTO_SCTP}. */
    SCTP(132);

    private final int number;

    TransportProtocol(int number) {
        this.number = number;
    }

    /** The number in IP headers. */
    public int number() {
        return number;
    }
}
