package io.hostport4j.examples.embedded;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import java.net.InetAddress;
import java.util.List;

/** The example of the README: a runtime of your own gives a container a host port, and takes it back. */
public final class FiveLines {
    private FiveLines() {}

    /** Port 8080 of the node leads to port 80 of the container, on every address, also from 127.0.0.1. */
    public static void publish(InetAddress container) {
        AttachmentId web = new AttachmentId("my-network", "web-1", "eth0");
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(web, List.of(ContainerAddress.of(container)), List.of(PortMapping.tcp(8080, 80))));
        }
    }

    /** Everything the container had goes, whatever it was. */
    public static void withdraw() {
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.remove(new AttachmentId("my-network", "web-1", "eth0"));
        }
    }
}
