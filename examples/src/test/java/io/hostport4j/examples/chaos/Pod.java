package io.hostport4j.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A container of the network "pods" as a runtime tells the plugin of it.
 *
 * @param addresses with their prefix length
 */
record Pod(String id, String backend, List<String> addresses) {
    static final String NETWORK = "pods";

    /** One without an address of its own on any bridge: 10.88.0.0/16 and fd00:88::/64. */
    static Pod numbered(int number, String backend) {
        return new Pod("pod-" + number, backend,
                List.of("10.88." + (number >> 7) + "." + ((number & 127) + 2) + "/16", "fd00:88::" + Integer.toHexString(number + 2) + "/64"));
    }

    Map<String, String> environment(String command) {
        return Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", id, "CNI_NETNS", "/run/netns/" + id, "CNI_IFNAME", "eth0",
                "CNI_PATH", "/opt/cni/bin");
    }

    /** The configuration for these ports. */
    byte[] input(List<Port> ports) {
        String mappings = ports.stream().map(Port::json).collect(Collectors.joining(", "));
        String ips = addresses.stream().map(address -> "{\"address\": \"" + address + "\"}").collect(Collectors.joining(", "));
        return """
                {"cniVersion": "1.1.0", "name": "%s", "type": "portmap", "backend": "%s", "runtimeConfig": {"portMappings": [%s]},
                 "prevResult": {"cniVersion": "1.1.0", "ips": [%s]}}
                """.formatted(NETWORK, backend, mappings, ips).getBytes(StandardCharsets.UTF_8);
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
