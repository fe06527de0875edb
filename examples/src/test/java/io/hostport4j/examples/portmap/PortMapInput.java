package io.hostport4j.examples.portmap;

import io.hostport4j.testkit.cni.CniResult;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a runtime writes to the plugin's stdin: a JSON object by its members.
 *
 * @param members each {@code "key": value}
 */
record PortMapInput(List<String> members) {

    /** A configuration of the network "pods" in version 1.0.0, without anything to map. */
    static PortMapInput bare() {
        return in("1.0.0");
    }

    static PortMapInput in(String cniVersion) {
        return new PortMapInput(List.of("\"name\": \"pods\"", "\"type\": \"portmap\"", "\"cniVersion\": \"" + cniVersion + "\""));
    }

    /** Mappings for a container with the given addresses, such as {@code 10.88.0.2/24}. */
    static PortMapInput of(String portMappings, String... cidrs) {
        List<String> ips = List.of(cidrs).stream().map(cidr -> "{\"address\": \"" + cidr + "\"}").toList();
        return bare().portMappings(portMappings).with("\"prevResult\": {\"cniVersion\": \"1.0.0\", \"ips\": " + ips + "}");
    }

    PortMapInput portMappings(String portMappings) {
        return with("\"runtimeConfig\": {\"portMappings\": " + portMappings + "}");
    }

    /** With the result of the plugins before, in this input's version. */
    PortMapInput prevResult(CniResult result, String cniVersion) {
        return with("\"prevResult\": " + result.json().replaceFirst("\"cniVersion\": *\"[^\"]*\"", "\"cniVersion\": \"" + cniVersion + "\""));
    }

    PortMapInput with(String member) {
        return new PortMapInput(Stream.concat(members.stream(), Stream.of(member)).toList());
    }

    String json() {
        return "{" + String.join(", ", members) + "}";
    }
}
