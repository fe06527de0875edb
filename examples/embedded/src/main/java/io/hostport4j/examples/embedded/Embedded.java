package io.hostport4j.examples.embedded;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Gives a container host ports until Enter is pressed: {@code Embedded 10.88.0.2 8080:80 8443:443}. */
public final class Embedded {
    private Embedded() {}

    public static void main(String[] arguments) throws IOException {
        ContainerAddress container = ContainerAddress.of(InetAddress.getByName(arguments[0]));
        List<PortMapping> mappings = List.of(arguments).subList(1, arguments.length).stream().map(Embedded::mapping).toList();
        AttachmentId owner = new AttachmentId("my-network", "my-container", "eth0");
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(owner, List.of(container), mappings));
            hostPorts.list().forEach(System.out::println);
            System.in.read();
            hostPorts.remove(owner);
        }
    }

    private static PortMapping mapping(String hostAndContainer) {
        String[] ports = hostAndContainer.split(":");
        return PortMapping.tcp(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }
}
