package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import java.net.InetAddress;
import java.util.Optional;

/** What of the node, besides rules, decides where a packet goes. Works in the network namespace of the calling thread. */
public interface NodeView {
    /** Whether an address is the node's own. */
    boolean isLocal(InetAddress address);

    /**
     * Where a packet of the node itself goes.
     *
     * @param source empty to let the node choose one
     * @param mark the packet's
     */
    Route routeOut(InetAddress destination, Optional<InetAddress> source, long mark);

    /**
     * Where a packet that came in goes, with all that the kernel checks before: forwarding, reverse path, martians.
     *
     * @param link the interface it came by
     * @param mark the packet's
     */
    Route routeIn(InetAddress destination, InetAddress source, String link, long mark);

    /** A neighbour that packets from outside may come from: an interface and an address behind it, or none when there is no such interface. */
    Optional<Outside> outside(Family family, Optional<InetAddress> client);

    /**
     * Where clients come from.
     *
     * @param link the interface
     * @param client an address behind it
     * @param own an address of the node that clients there know; the unspecified one when there is none
     */
    record Outside(String link, InetAddress client, InetAddress own) {}
}
