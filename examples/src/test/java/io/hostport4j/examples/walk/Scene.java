package io.hostport4j.examples.walk;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.walk.Origin;
import java.util.List;

/**
 * Rules on a node whose port 8080 leads to "red", with the server that answers a client of that port, or how none does.
 *
 * @param commands shell commands; {@code $RED}, {@code $BLUE} and {@code $NODE} are IPv4 addresses
 * @param expected "red", "blue", "node", or "nobody"
 */
record Scene(String name, Origin origin, Family family, Protocol protocol, List<String> commands, String expected) {
    static Scene outside(String name, String expected, String... commands) {
        return new Scene(name, Origin.OUTSIDE, Family.IPV4, Protocol.TCP, List.of(commands), expected);
    }

    static Scene node(String name, String expected, String... commands) {
        return new Scene(name, Origin.NODE, Family.IPV4, Protocol.TCP, List.of(commands), expected);
    }

    static Scene loopback(String name, String expected, String... commands) {
        return new Scene(name, Origin.LOOPBACK, Family.IPV4, Protocol.TCP, List.of(commands), expected);
    }

    Scene overIpv6() {
        return new Scene(name + ", over IPv6", origin, Family.IPV6, protocol, commands, expected);
    }

    Scene overUdp() {
        return new Scene(name + ", over UDP", origin, family, Protocol.UDP, commands, expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
