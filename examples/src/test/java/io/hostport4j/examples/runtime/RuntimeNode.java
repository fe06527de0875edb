package io.hostport4j.examples.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.runtime.CniRuntime;
import io.hostport4j.cni.runtime.InProcessInvoker;
import io.hostport4j.cni.runtime.ProcessInvoker;
import io.hostport4j.cni.runtime.ResultCache;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import io.hostport4j.testkit.NetNamespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks of a node that a runtime of ours runs with Debian's plugins (1.1.1, which speak CNI up to 1.0.0). */
record RuntimeNode(Path folder) {

    private static final List<Path> DEBIAN = List.of(Path.of("/usr/lib/cni"));

    /** All plugins are Debian's. */
    CniRuntime withDebiansPlugins() {
        return new CniRuntime(ProcessInvoker.of(DEBIAN), cache());
    }

    /** The portmap plugin is ours, in this JVM; all others are Debian's. */
    CniRuntime withOurPortMap() {
        PortMapPlugin portMap = new PortMapPlugin(HostPorts::open, Optional.empty(), () -> "test");
        return new CniRuntime(new InProcessInvoker(Map.of("portmap", portMap), ProcessInvoker.of(DEBIAN)), cache());
    }

    ResultCache cache() {
        return new ResultCache(folder.resolve("cache"));
    }

    /** The folder in which host-local notes an address of the network for each attachment. */
    Path addresses(String network) {
        return folder.resolve("addresses").resolve(network);
    }

    /** A pod network on the bridge pods0 with addresses of 10.88.0.0/24 and fd00:88::/64, and these plugins behind it. */
    NetworkList bridge(String version, String... chained) {
        return network(version, "pods", "{\"type\": \"bridge\", \"bridge\": \"pods0\", \"isGateway\": true, \"hairpinMode\": true, " + ipam("10.88.0.0/24", "fd00:88::/64") + "}",
                chained);
    }

    /** A network of point-to-point links with addresses of 10.89.0.0/24. */
    NetworkList ptp(String version) {
        return network(version, "links", "{\"type\": \"ptp\", \"ipMasq\": true, " + ipam("10.89.0.0/24") + "}");
    }

    static NetworkList network(String version, String name, String first, String... others) {
        String plugins = others.length == 0 ? first : first + ", " + String.join(", ", others);
        return NetworkList.parse("{\"cniVersion\": \"" + version + "\", \"name\": \"" + name + "\", \"plugins\": [" + plugins + "]}");
    }

    static Attachment attachment(NetNamespace namespace, String ifName) {
        return Attachment.of(namespace.name(), namespace.path().toString(), ifName);
    }

    static Attachment withPorts(Attachment attachment, int hostPort, int containerPort) {
        return attachment.withCapabilityArgs(JsonObject.parse("""
                {"portMappings": [{"hostPort": %1$d, "containerPort": %2$d, "protocol": "tcp"}, {"hostPort": %1$d, "containerPort": %2$d, "protocol": "udp"}]}"""
                .formatted(hostPort, containerPort)));
    }

    private String ipam(String... subnets) {
        String ranges = Stream.of(subnets).map(subnet -> "[{\"subnet\": \"" + subnet + "\"}]").collect(Collectors.joining(", "));
        return "\"ipam\": {\"type\": \"host-local\", \"dataDir\": \"" + folder.resolve("addresses") + "\", \"ranges\": [" + ranges
                + "], \"routes\": [{\"dst\": \"0.0.0.0/0\"}]}";
    }
}
