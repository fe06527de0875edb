package io.hostport4j.examples.dropin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a runtime asks the portmap plugin for one attachment, in CNI 0.4.0, which every version of the plugin speaks.
 *
 * @param options members of the plugin's configuration
 * @param mappings objects of {@code runtimeConfig.portMappings}
 * @param addresses of the container, such as {@code 10.88.0.2/24}
 */
record Call(String network, String container, String interfaceName, List<String> options, List<String> mappings, List<String> addresses) {

    /** For eth0 of a container of both families on the bridge pods0. */
    static Call of(String network, String container, int number) {
        return new Call(network, container, "eth0", List.of(), List.of(), List.of("10.88.0." + number + "/24", "fd00:88::" + number + "/64"));
    }

    static Call of(String container, int number) {
        return of("pods", container, number);
    }

    Call with(String key, String value) {
        return new Call(network, container, interfaceName, longer(options, "\"" + key + "\": " + value), mappings, addresses);
    }

    Call on(String otherInterface) {
        return new Call(network, container, otherInterface, options, mappings, addresses);
    }

    Call at(String... otherAddresses) {
        return new Call(network, container, interfaceName, options, mappings, List.of(otherAddresses));
    }

    Call map(String protocol, int hostPort, int containerPort) {
        return mapping("\"protocol\": \"%s\", \"hostPort\": %d, \"containerPort\": %d".formatted(protocol, hostPort, containerPort));
    }

    Call map(String hostAddress, String protocol, int hostPort, int containerPort) {
        return mapping("\"hostIP\": \"%s\", \"protocol\": \"%s\", \"hostPort\": %d, \"containerPort\": %d"
                .formatted(hostAddress, protocol, hostPort, containerPort));
    }

    Call mapping(String members) {
        return new Call(network, container, interfaceName, options, longer(mappings, "{" + members + "}"), addresses);
    }

    Map<String, String> environment(String command) {
        return Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", container, "CNI_NETNS", "/run/netns/" + container,
                "CNI_IFNAME", interfaceName, "CNI_PATH", "/usr/lib/cni");
    }

    String json() {
        String ips = addresses.stream()
                .map(address -> "{\"version\": \"%s\", \"interface\": 0, \"address\": \"%s\"}".formatted(address.contains(":") ? "6" : "4", address))
                .collect(Collectors.joining(", "));
        return """
                {"cniVersion": "0.4.0", "name": "%s", "type": "portmap", %s
                 "runtimeConfig": {"portMappings": [%s]},
                 "prevResult": {"cniVersion": "0.4.0", "interfaces": [{"name": "%s", "sandbox": "/run/netns/%s"}], "ips": [%s]}}"""
                .formatted(network, options.stream().map(option -> option + ", ").collect(Collectors.joining()), String.join(", ", mappings),
                        interfaceName, container, ips);
    }

    @Override
    public String toString() {
        return network + "/" + container + "/" + interfaceName;
    }

    private static List<String> longer(List<String> list, String last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
