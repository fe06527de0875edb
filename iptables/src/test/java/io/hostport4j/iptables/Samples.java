package io.hostport4j.iptables;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return new HostPortRequest(attachment, List.of(address("10.0.0." + number, 24), address("fd00::" + number, 64)), List.of(mappings));
    }

    /** A request for a container of IPv4 alone, {@code 10.0.0.<number>}. */
    static HostPortRequest ipv4(AttachmentId attachment, int number, PortMapping... mappings) {
        return new HostPortRequest(attachment, List.of(address("10.0.0." + number, 24)), List.of(mappings));
    }

    static HostPortRequest masquerading(Masquerade masquerade, HostPortRequest request) {
        return new HostPortRequest(request.attachment(), request.addresses(), request.mappings(), masquerade, request.conditions());
    }

    /** The same request with conditions in the words of iptables. */
    static HostPortRequest on(Family family, HostPortRequest request, String... words) {
        return new HostPortRequest(request.attachment(), request.addresses(), request.mappings(), request.masquerade(),
                Map.of(family, Conditions.of(Conditions.Dialect.IPTABLES, List.of(words))));
    }

    /** TCP host ports from a number on, each to the container's port of the same number. */
    static PortMapping[] ports(int first, int count) {
        List<PortMapping> mappings = new ArrayList<>();
        for (int port = first; port < first + count; port++) {
            mappings.add(PortMapping.tcp(port, port));
        }
        return mappings.toArray(PortMapping[]::new);
    }

    static ContainerAddress address(String literal, int prefixLength) {
        return new ContainerAddress(ip(literal), prefixLength);
    }
}
