package io.hostport4j.netlink.backend;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Short words for attachments, forwards and requests in tests. */
final class Samples {
    static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");
    static final AttachmentId DNS = new AttachmentId("net", "dns", "eth0");
    static final Owner OWNER = WEB.owner();
    static final Owner OTHER = DNS.owner();

    private Samples() {}

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static HostPort tcp(String address, int port) {
        return new HostPort(Protocol.TCP, ip(address), port);
    }

    static HostPort udp(String address, int port) {
        return new HostPort(Protocol.UDP, ip(address), port);
    }

    static Endpoint endpoint(String address, int port) {
        return new Endpoint(ip(address), port);
    }

    static Forward forward(HostPort hostPort, String target, int port, Owner owner) {
        return new Forward(hostPort, endpoint(target, port), Masquerade.WHEN_NEEDED, owner);
    }

    /** A request for a container of both families, {@code 10.0.0.<number>} and {@code fd00::<number>}. */
    static HostPortRequest dualStack(AttachmentId attachment, int number, PortMapping... mappings) {
        return new HostPortRequest(attachment, List.of(new ContainerAddress(ip("10.0.0." + number), 24),
                new ContainerAddress(ip("fd00::" + number), 64)), List.of(mappings));
    }

    /** A request for a container of IPv4 alone, {@code 10.0.0.<number>}. */
    static HostPortRequest ipv4(AttachmentId attachment, int number, PortMapping... mappings) {
        return new HostPortRequest(attachment, List.of(new ContainerAddress(ip("10.0.0." + number), 24)), List.of(mappings));
    }
}
