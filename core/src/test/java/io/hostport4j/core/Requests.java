package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/** Short words for requests in tests. */
public final class Requests {
    static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");
    static final AttachmentId OTHER = new AttachmentId("net", "other", "eth0");

    private Requests() {}

    /** As if a provider with all that the kernel's own backends can do had opened it. */
    public static OpenedBackend opened(Backend backend) {
        return new OpenedBackend("memory", Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP, Capability.CLIENT_ADDRESS,
                Capability.ATOMIC, Capability.LASTING), backend);
    }

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static ContainerAddress v4(String address) {
        return new ContainerAddress(ip(address), 24);
    }

    static ContainerAddress v6(String address) {
        return new ContainerAddress(ip(address), 64);
    }

    public static HostPortRequest request(AttachmentId attachment, PortMapping... mappings) {
        String number = attachment.equals(OTHER) ? "3" : "2";
        return new HostPortRequest(attachment, List.of(v4("10.0.0." + number), v6("fd00::" + number)), List.of(mappings));
    }
}
