package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;

/** Completes questions by what the node has: its addresses, and clients that it could have. */
public final class Questions {
    private final NodeView node;

    /** Questions about a node. */
    public Questions(NodeView node) {
        this.node = Objects.requireNonNull(node, "node");
    }

    /**
     * A question for a port.
     *
     * @param address where the client sends to; when empty, the node's address that clients there know, or 127.0.0.1
     * @param client where it is; when empty, a neighbour in the subnet of the default route's interface
     * @throws InvalidRequestException when the node has no address that clients of that kind could ask for, or the addresses do not fit
     */
    public Question of(Protocol protocol, int port, Origin origin, Optional<InetAddress> address, Optional<InetAddress> client) {
        Family family = address.or(() -> client).map(Family::of).orElse(Family.IPV4);
        if (address.isPresent() && client.isPresent() && Family.of(client.get()) != family) {
            throw new InvalidRequestException("client", IpText.of(client.get()), "use an address of the same family as the address asked for");
        }
        return switch (origin) {
            case OUTSIDE -> {
                NodeView.Outside outside = outside(family, client);
                yield new Question(protocol, new Endpoint(address.orElse(outside.own()), port), origin, outside.client(), outside.link());
            }
            case NODE -> {
                InetAddress asked = address.orElseGet(() -> outside(family, client).own());
                yield new Question(protocol, new Endpoint(asked, port), origin, client.orElseGet(() -> source(asked)), "");
            }
            case LOOPBACK -> {
                InetAddress asked = address.orElse(loopback(family));
                yield new Question(protocol, new Endpoint(asked, port), origin, client.orElse(loopback(family)), "");
            }
        };
    }

    private NodeView.Outside outside(Family family, Optional<InetAddress> client) {
        return node.outside(family, client).orElseThrow(() -> new InvalidRequestException("address", "",
                "the node has no " + family + " address that clients outside could ask for; give one"));
    }

    /** The node talks to itself with the address that it asks for. */
    private InetAddress source(InetAddress asked) {
        return !node.isLocal(asked) && node.routeOut(asked, Optional.empty(), 0) instanceof Route.Via via ? via.source() : asked;
    }

    private static InetAddress loopback(Family family) {
        try {
            return InetAddress.getByName(family == Family.IPV4 ? "127.0.0.1" : "::1");
        } catch (UnknownHostException e) {
            throw new AssertionError("every JDK reads literal addresses", e);
        }
    }
}
