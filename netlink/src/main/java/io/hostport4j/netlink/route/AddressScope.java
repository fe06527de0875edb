package io.hostport4j.netlink.route;

/** How far an address is known, {@code RT_SCOPE_*} in {@code linux/rtnetlink.h}. */
public enum AddressScope {
    /** Everywhere; the tools print {@code global}. */
    UNIVERSE(0),
    /** Within a site, IPv6 only and deprecated. */
    SITE(200),
    /** On its link, e.g. {@code fe80::1}. */
    LINK(253),
    /** In this node, e.g. {@code 127.0.0.1}. */
    HOST(254),
    /** Any scope that is not listed here; administrators can define some. */
    OTHER(-1);

    private final int number;

    AddressScope(int number) {
        this.number = number;
    }

    static AddressScope of(int number) {
        for (AddressScope scope : values()) {
            if (scope.number == number) {
                return scope;
            }
        }
        return OTHER;
    }
}
