package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.nftables.FieldReader;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.Optional;

/** What a forward is in the table: one element of the map for its family and kind of address, its owner as the comment. */
final class ForwardElements {
    private ForwardElements() {}

    /** A forward as its element tells it; how it is masqueraded stands elsewhere. */
    record Found(HostPort hostPort, Endpoint target, Owner owner) {}

    static NamedSet map(HostPort hostPort) {
        if (hostPort.family() == Family.IPV4) {
            return hostPort.everyAddress() ? HostPortTable.ANY4 : HostPortTable.ADDR4;
        }
        return hostPort.everyAddress() ? HostPortTable.ANY6 : HostPortTable.ADDR6;
    }

    /** The same port on every address of its family. */
    static HostPort onEveryAddress(HostPort hostPort) {
        return new HostPort(hostPort.protocol(), hostPort.family().unspecified(), hostPort.port());
    }

    static byte[] key(HostPort hostPort) {
        var writer = map(hostPort).key().writer();
        if (!hostPort.everyAddress()) {
            writer.octets(hostPort.address().getAddress());
        }
        return writer.number(hostPort.protocol().number()).number(hostPort.port()).bytes();
    }

    static SetElement element(HostPort hostPort, Endpoint target, Owner owner) {
        byte[] data = map(hostPort).data().orElseThrow().writer()
                .octets(target.address().getAddress()).number(target.port()).bytes();
        return SetElement.of(key(hostPort), data).withComment(owner.text());
    }

    /** Empty for an element that no owner's mark is on, or that no forward could be: somebody else put it there. */
    static Optional<Found> parse(NamedSet map, SetElement element) {
        if (element.comment().filter(Owner::isOwner).isEmpty() || element.data().isEmpty()) {
            return Optional.empty();
        }
        try {
            FieldReader target = map.data().orElseThrow().reader(element.data().get());
            Endpoint endpoint = new Endpoint(Addresses.of(target.octets()), (int) target.number());
            HostPort hostPort = hostPort(map, element.key());
            // What stands in another map than it belongs in could not be removed from there.
            return map(hostPort).equals(map) && Family.of(endpoint.address()) == hostPort.family()
                    ? Optional.of(new Found(hostPort, endpoint, new Owner(element.comment().get()))) : Optional.empty();
        } catch (IllegalArgumentException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static HostPort hostPort(NamedSet map, byte[] key) {
        FieldReader reader = map.key().reader(key);
        boolean everyAddress = map.equals(HostPortTable.ANY4) || map.equals(HostPortTable.ANY6);
        var address = everyAddress ? family(map).unspecified() : Addresses.of(reader.octets());
        return new HostPort(Protocol.ofNumber((int) reader.number()), address, (int) reader.number());
    }

    private static Family family(NamedSet map) {
        return map.equals(HostPortTable.ANY4) || map.equals(HostPortTable.ADDR4) ? Family.IPV4 : Family.IPV6;
    }
}
