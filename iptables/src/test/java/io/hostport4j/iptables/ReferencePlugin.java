package io.hostport4j.iptables;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference's plugin as distributions install it, started as a runtime does, with one flavour of iptables in its PATH. */
record ReferencePlugin(Path program, Flavour flavour, Path folder) {
    static final String PROGRAM = "/usr/lib/cni/portmap";

    /** @param folder where the plugin finds iptables; is filled */
    static ReferencePlugin of(Flavour flavour, Path folder) {
        try {
            for (Family family : Family.values()) {
                for (String suffix : List.of("", "-save", "-restore")) {
                    Path tool = IptablesIT.TOOLS.find(flavour.program(family) + suffix).orElseThrow();
                    Files.createSymbolicLink(folder.resolve(Flavour.plainProgram(family) + suffix), tool);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ReferencePlugin(Path.of(PROGRAM), flavour, folder);
    }

    void add(HostPortRequest request, Mark mark) {
        call("ADD", request, mark).orThrow();
    }

    void delete(HostPortRequest request) {
        call("DEL", request, Mark.DEFAULT).orThrow();
    }

    Execution check(HostPortRequest request) {
        return call("CHECK", request, Mark.DEFAULT);
    }

    private Execution call(String command, HostPortRequest request, Mark mark) {
        Map<String, String> environment = Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", request.attachment().container(),
                "CNI_IFNAME", request.attachment().interfaceName(), "CNI_NETNS", "/proc/self/ns/net", "CNI_PATH", "/usr/lib/cni",
                "PATH", folder + ":" + System.getenv("PATH"));
        return new ProcessRun(List.of(program.toString()), environment, config(request, mark), Duration.ofSeconds(60)).execute();
    }

    private static String config(HostPortRequest request, Mark mark) {
        String markKey = mark instanceof Mark.Chain chain ? ", \"externalSetMarkChain\": " + quoted(chain.name())
                : ", \"markMasqBit\": " + ((Mark.Bit) mark).number();
        String mappings = request.mappings().stream().map(ReferencePlugin::mapping).collect(Collectors.joining(", "));
        String addresses = request.addresses().stream()
                .map(address -> "{\"interface\": 0, \"address\": " + quoted(IpText.of(address.address()) + "/" + address.prefixLength()) + "}")
                .collect(Collectors.joining(", "));
        return "{\"cniVersion\": \"1.0.0\", \"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}, \"name\": "
                + quoted(request.attachment().network()) + ", \"snat\": " + (request.masquerade() != Masquerade.NEVER)
                + ", \"masqAll\": " + (request.masquerade() == Masquerade.ALWAYS) + markKey
                + conditions("conditionsV4", request.conditions().get(Family.IPV4))
                + conditions("conditionsV6", request.conditions().get(Family.IPV6))
                + ", \"runtimeConfig\": {\"portMappings\": [" + mappings + "]}, \"prevResult\": {\"cniVersion\": \"1.0.0\", \"interfaces\": "
                + "[{\"name\": " + quoted(request.attachment().interfaceName()) + ", \"sandbox\": \"/s\"}], \"ips\": [" + addresses + "]}}";
    }

    private static String mapping(PortMapping mapping) {
        return "{\"hostPort\": " + mapping.hostPorts().first() + ", \"containerPort\": " + mapping.containerPort() + ", \"protocol\": "
                + quoted(mapping.protocol().text()) + mapping.hostAddress().map(ip -> ", \"hostIP\": " + quoted(IpText.of(ip))).orElse("") + "}";
    }

    private static String conditions(String key, Conditions conditions) {
        return conditions == null ? "" : ", \"" + key + "\": [" + conditions.words().stream().map(ReferencePlugin::quoted)
                .collect(Collectors.joining(", ")) + "]";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
