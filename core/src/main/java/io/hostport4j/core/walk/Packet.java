package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.util.OptionalLong;

/**
 * A packet at one point of its way.
 *
 * @param sourcePort {@link #ANY_PORT} for any that a client may choose
 * @param in the interface it came by, empty for none
 * @param out the interface it will leave by, empty before that is known
 * @param mark empty when a rule gave it one that is not known
 * @param asked where its connection was first sent to
 * @param dnat whether its connection's destination was replaced
 * @param snat whether its connection's source was replaced
 */
record Packet(Protocol protocol, InetAddress source, int sourcePort, InetAddress destination, int destinationPort, String in, String out,
        OptionalLong mark, OptionalLong connectionMark, Tracking tracking, Endpoint asked, boolean dnat, boolean snat) {

    /** Any port that a client may choose. */
    static final int ANY_PORT = 0;

    static Packet first(Protocol protocol, InetAddress source, Endpoint asked, String in, String out) {
        return new Packet(protocol, source, ANY_PORT, asked.address(), asked.port(), in, out, OptionalLong.of(0), OptionalLong.of(0),
                Tracking.NEW, asked, false, false);
    }

    Family family() {
        return Family.of(destination);
    }

    Packet to(Endpoint target) {
        return new Packet(protocol, source, sourcePort, target.address(), target.port(), in, out, mark, connectionMark, tracking, asked, true,
                snat);
    }

    Packet from(InetAddress newSource) {
        return new Packet(protocol, newSource, sourcePort, destination, destinationPort, in, out, mark, connectionMark, tracking, asked, dnat,
                true);
    }

    Packet between(String newIn, String newOut) {
        return new Packet(protocol, source, sourcePort, destination, destinationPort, newIn, newOut, mark, connectionMark, tracking, asked,
                dnat, snat);
    }

    Packet marked(OptionalLong newMark) {
        return new Packet(protocol, source, sourcePort, destination, destinationPort, in, out, newMark, connectionMark, tracking, asked, dnat,
                snat);
    }

    Packet connectionMarked(OptionalLong newMark) {
        return new Packet(protocol, source, sourcePort, destination, destinationPort, in, out, mark, newMark, tracking, asked, dnat, snat);
    }

    Packet untracked() {
        return new Packet(protocol, source, sourcePort, destination, destinationPort, in, out, mark, connectionMark, Tracking.UNTRACKED,
                asked, dnat, snat);
    }

    /** The container's answer to this, which leaves by the interface it came to. */
    Packet reply() {
        return new Packet(protocol, destination, destinationPort, source, ANY_PORT, out, "", OptionalLong.of(0), connectionMark,
                Tracking.REPLY, asked, dnat, snat);
    }

    Packet towards(InetAddress newDestination) {
        return new Packet(protocol, source, sourcePort, newDestination, destinationPort, in, out, mark, connectionMark, tracking, asked, dnat,
                snat);
    }
}
