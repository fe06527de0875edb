package io.hostport4j.testkit.conformance;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * An attachment and its addresses.
 *
 * @param number the last part of both: {@code 10.0.0.<number>} and {@code fd00::<number>}
 */
record Pod(AttachmentId attachment, int number) {
    static final Pod WEB = new Pod(new AttachmentId("net", "web", "eth0"), 2);
    static final Pod DNS = new Pod(new AttachmentId("net", "dns", "eth0"), 3);
    static final Pod LOG = new Pod(new AttachmentId("net", "log", "eth0"), 4);

    /** Where every forward of the tests leads, unless they say otherwise. */
    private static final int CONTAINER_PORT = 80;
    private static final int PREFIX_V4 = 24;
    private static final int PREFIX_V6 = 64;

    Owner owner() {
        return attachment.owner();
    }

    /** To port 80 of the container's address of the same family. */
    Forward forward(HostPort hostPort) {
        return forward(hostPort, CONTAINER_PORT);
    }

    Forward forward(HostPort hostPort, int containerPort) {
        return new Forward(hostPort, new Endpoint(address(hostPort.family()).address(), containerPort), Masquerade.WHEN_NEEDED, owner());
    }

    Forward forward(HostPort hostPort, Masquerade masquerade) {
        return new Forward(hostPort, forward(hostPort).target(), masquerade, owner());
    }

    HostPortRequest request(PortMapping... mappings) {
        return new HostPortRequest(attachment, List.of(address(Family.IPV4), address(Family.IPV6)), List.of(mappings));
    }

    ContainerAddress address(Family family) {
        return family == Family.IPV4
                ? new ContainerAddress(ip("10.0.0." + number), PREFIX_V4) : new ContainerAddress(ip("fd00::" + number), PREFIX_V6);
    }

    static HostPort tcp(String address, int port) {
        return new HostPort(Protocol.TCP, ip(address), port);
    }

    static HostPort udp(String address, int port) {
        return new HostPort(Protocol.UDP, ip(address), port);
    }

    /** On every address of a family. */
    static HostPort tcp(Family family, int port) {
        return new HostPort(Protocol.TCP, family.unspecified(), port);
    }

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
