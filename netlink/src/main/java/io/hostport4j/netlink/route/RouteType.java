package io.hostport4j.netlink.route;

/** What a route does with a packet, {@code RTN_*} in {@code linux/rtnetlink.h}. */
public enum RouteType {
    /** To a gateway or a neighbour. */
    UNICAST(1),
    /** To this node itself. */
    LOCAL(2),
    /** To all neighbours of a link. */
    BROADCAST(3),
    /** To the nearest of several nodes; an address of this node in IPv6. */
    ANYCAST(4),
    /** To a multicast group. */
    MULTICAST(5),
    /** Any type that is not listed here. */
    OTHER(-1);

    private final int number;

    RouteType(int number) {
        this.number = number;
    }

    static RouteType of(int number) {
        for (RouteType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return OTHER;
    }
}
