package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.util.Objects;

/**
 * A client's first packet.
 *
 * @param asked where it is sent to
 * @param client where it comes from
 * @param link the interface that it comes by; empty unless the client is outside
 */
public record Question(Protocol protocol, Endpoint asked, Origin origin, InetAddress client, String link) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the two addresses are of different families
     */
    public Question {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(link, "link");
        if (Family.of(asked.address()) != Family.of(client)) {
            throw new IllegalArgumentException("client \"" + IpText.of(client) + "\" and address \"" + IpText.of(asked.address())
                    + "\" are of different families; give two of one");
        }
    }

    @Override
    public String toString() {
        return protocol.text() + " to " + asked + " from " + IpText.of(client) + switch (origin) {
            case OUTSIDE -> " (outside, by " + link + ")";
            case NODE, LOOPBACK -> " (the node itself)";
        };
    }
}
