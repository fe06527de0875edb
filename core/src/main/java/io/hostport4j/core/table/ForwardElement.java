package io.hostport4j.core.table;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.table.FieldValue.Address;
import io.hostport4j.core.table.FieldValue.Numeric;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a forward is in the table: one element of the map for its family and kind of address, its owner as the comment. How it is
 * masqueraded, and under which conditions it takes a packet, stands elsewhere.
 *
 * @param hostPort the node's side
 * @param target the container's side, of the same family
 * @param owner whose it is
 */
public record ForwardElement(HostPort hostPort, Endpoint target, Owner owner) {
    /** The element of a forward. */
    public static ForwardElement of(Forward forward) {
        return new ForwardElement(forward.hostPort(), forward.target(), forward.owner());
    }

    /** The map that a host port is in. */
    public static TableSet map(HostPort hostPort) {
        return switch (hostPort.family()) {
            case IPV4 -> hostPort.everyAddress() ? TableSet.ANY4 : TableSet.ADDR4;
            case IPV6 -> hostPort.everyAddress() ? TableSet.ANY6 : TableSet.ADDR6;
        };
    }

    /** The key of a host port in its map. */
    public static List<FieldValue> key(HostPort hostPort) {
        FieldValue protocol = FieldValue.of(hostPort.protocol().number());
        FieldValue port = FieldValue.of(hostPort.port());
        return hostPort.everyAddress() ? List.of(protocol, port) : List.of(FieldValue.of(hostPort.address()), protocol, port);
    }

    /** The same port on every address of its family. */
    public static HostPort onEveryAddress(HostPort hostPort) {
        return hostPort.everyAddress()
                ? hostPort : new HostPort(hostPort.protocol(), hostPort.family().unspecified(), hostPort.port());
    }

    /** This as an element of its map. */
    public TableElement element() {
        List<FieldValue> data = List.of(FieldValue.of(target.address()), FieldValue.of(target.port()));
        return new TableElement(map(hostPort), key(hostPort), data, Optional.of(owner.text()));
    }

    /** Empty for an element that no owner's mark is on, or that no forward could be: somebody else put it there. */
    public static Optional<ForwardElement> parse(TableElement element) {
        if (element.comment().filter(Owner::isOwner).isEmpty() || element.data().isEmpty()) {
            return Optional.empty();
        }
        try {
            Endpoint target = new Endpoint(address(element.data().get(0)), number(element.data().get(1)));
            HostPort hostPort = hostPort(element.set(), element.key());
            // What stands in another map than it belongs in could not be removed from there.
            return map(hostPort) == element.set() && Family.of(target.address()) == hostPort.family()
                    ? Optional.of(new ForwardElement(hostPort, target, new Owner(element.comment().get()))) : Optional.empty();
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** Whether an element, which is no forward, takes packets for a host port all the same. */
    public static boolean isInTheWay(TableElement stranger, HostPort hostPort) {
        List<FieldValue> key = key(hostPort);
        if (map(hostPort) == stranger.set()) {
            return key.equals(stranger.key());
        }
        // One address is asked for before every address.
        TableSet onOneAddress = hostPort.family() == Family.IPV4 ? TableSet.ADDR4 : TableSet.ADDR6;
        return stranger.set() == onOneAddress && key.equals(stranger.key().subList(1, stranger.key().size()));
    }

    private static HostPort hostPort(TableSet map, List<FieldValue> key) {
        int fields = key.size();
        InetAddress address = switch (map) {
            case ANY4 -> Family.IPV4.unspecified();
            case ANY6 -> Family.IPV6.unspecified();
            case ADDR4, ADDR6 -> address(key.get(0));
            case MASQ_LINK4, MASQ_LINK6, MASQ_SELF4, MASQ_SELF6, MASQ_ALL4, MASQ_ALL6, OWNERS ->
                    throw new IllegalArgumentException("no forwards are in " + map);
        };
        return new HostPort(Protocol.ofNumber(number(key.get(fields - 2))), address, number(key.get(fields - 1)));
    }

    private static InetAddress address(FieldValue value) {
        return ((Address) value).address();
    }

    private static int number(FieldValue value) {
        return (int) ((Numeric) value).number();
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof ForwardElement that && hostPort.equals(that.hostPort) && target.equals(that.target)
                && owner.equals(that.owner);
    }

    @Override
    public int hashCode() {
        return (hostPort.hashCode() * 31 + target.hashCode()) * 31 + owner.hashCode();
    }
}
