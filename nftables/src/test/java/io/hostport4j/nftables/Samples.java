package io.hostport4j.nftables;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Short words for attachments and requests in tests. */
final class Samples {
    static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");
    static final AttachmentId DNS = new AttachmentId("net", "dns", "eth0");

    private Samples() {}

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
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
