package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.world.Container;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A container of the network "pods" as a runtime tells the plugin of it.
 *
 * @param addresses with their prefix length
 */
record Pod(String id, Candidate candidate, List<String> addresses) {
    static final String NETWORK = "pods";

    /** One without an address of its own on any bridge: 10.88.0.0/16 and fd00:88::/64. */
    static Pod numbered(int number, Candidate candidate) {
        return new Pod("pod-" + number, candidate,
                List.of("10.88." + (number >> 7) + "." + ((number & 127) + 2) + "/16", "fd00:88::" + Integer.toHexString(number + 2) + "/64"));
    }

    Map<String, String> environment(String command) {
        return Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", id, "CNI_NETNS", "/run/netns/" + id, "CNI_IFNAME", "eth0",
                "CNI_PATH", "/opt/cni/bin");
    }

    /** A container of a world. */
    static Pod of(Container container, Candidate candidate) {
        return new Pod(container.id(), candidate, List.of(container.v4().getHostAddress() + "/24", container.v6().getHostAddress() + "/64"));
    }

    /** The configuration for these ports. */
    byte[] input(List<Port> ports) {
        String mappings = ports.stream().map(Port::json).collect(Collectors.joining(", "));
        String ips = addresses.stream().map(address -> "{\"address\": \"" + address + "\"}").collect(Collectors.joining(", "));
        return """
                {"cniVersion": "%s", "name": "%s", "type": "portmap", "backend": "%s", "runtimeConfig": {"portMappings": [%s]},
                 "prevResult": {"cniVersion": "%s", "ips": [%s]}}
                """.formatted(candidate.cniVersion(), NETWORK, candidate, mappings, candidate.cniVersion(), ips).getBytes(StandardCharsets.UTF_8);
    }

    /** The configuration of a GC that leaves these alone. */
    static byte[] gc(String... valid) {
        String attachments = List.of(valid).stream().map(id -> "{\"containerID\": \"" + id + "\", \"ifname\": \"eth0\"}")
                .collect(Collectors.joining(", "));
        return """
                {"cniVersion": "1.1.0", "name": "%s", "type": "portmap", "cni.dev/valid-attachments": [%s]}
                """.formatted(NETWORK, attachments).getBytes(StandardCharsets.UTF_8);
    }
}
