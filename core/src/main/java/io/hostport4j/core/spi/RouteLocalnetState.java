package io.hostport4j.core.spi;

/**
 * Whether the node sends from 127.0.0.0/8 through an interface, and by whose wish: {@code net.ipv4.conf.<interface>.route_localnet},
 * or that of {@code all}.
 */
public enum RouteLocalnetState {
    /** It does not. */
    OFF,
    /** It does because {@link HostNetwork#enableRouteLocalnet} turned it on, whichever process called that. */
    MARKED,
    /** It does because somebody else wanted it. */
    ON
}
