package io.hostport4j.examples.demo;

import java.util.List;

/**
 * The two addresses of a place, without prefix lengths.
 *
 * @param v4 its IPv4 address
 * @param v6 its IPv6 address
 */
record Addresses(String v4, String v6) {

    /** The commands of {@code ip} that assign them to an interface, in a /24 and a /64, and set it up. */
    List<String> assignTo(String device) {
        return List.of(
                "address add " + v4 + "/24 dev " + device,
                // Duplicate address detection would keep the address unusable for a second or two.
                "address add " + v6 + "/64 dev " + device + " nodad",
                "link set " + device + " up");
    }

    /** The commands of {@code ip} that make them the gateways to everywhere. */
    List<String> asGateways() {
        return List.of("route add default via " + v4, "route add default via " + v6);
    }
}
