package io.hostport4j.netlink.socket;

/** Kernel subsystems that speak netlink, {@code linux/netlink.h}. */
public enum NetlinkProtocol {
    /** Links, addresses, routes: {@code NETLINK_ROUTE}. */
    ROUTE(0),
    /** Sockets of the node: {@code NETLINK_SOCK_DIAG}. */
    SOCK_DIAG(4),
    /** nf_tables and conntrack: {@code NETLINK_NETFILTER}. */
    NETFILTER(12);

    private final int number;

    NetlinkProtocol(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
