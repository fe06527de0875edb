package io.hostport4j.examples.demo;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the plugin as a container runtime does: CNI_* in the environment, the configuration on stdin, behind a plugin that has
 * connected the container already (CNI specification 1.1.0, sections 2 and 3).
 */
final class ContainerRuntime {
    static final String NETWORK = "pods";
    static final int HOST_PORT = 8080;
    static final int CONTAINER_PORT = 80;

    private static final String VERSION = "1.1.0";

    private final Path plugin;
    private final Place container;
    private final JsonObject result;

    /**
     * @param plugin the plugin's executable
     * @param container connected by its eth0
     */
    ContainerRuntime(Path plugin, Place container, Addresses addresses) {
        this.plugin = plugin;
        this.container = container;
        this.result = CniResult.decode(bridgeResult(container, addresses), CniVersion.parse(VERSION)).encode(CniVersion.parse(VERSION));
    }

    /** What the plugin before handed on. */
    JsonObject result() {
        return result;
    }

    Outcome call(String verb) {
        return Processes.run(List.of(plugin.toString()), environment(verb), config().toString());
    }

    /** The environment of a call; CNI_PATH is where the runtime looks for plugins. */
    Map<String, String> environment(String verb) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CNI_COMMAND", verb);
        environment.put("CNI_CONTAINERID", container.name());
        environment.put("CNI_NETNS", Place.path(container.name()).toString());
        environment.put("CNI_IFNAME", "eth0");
        environment.put("CNI_PATH", plugin.getParent().toString());
        return environment;
    }

    /** What the runtime fills in from the container's own specification. */
    static JsonObject runtimeConfig() {
        JsonObject mapping = JsonObject.builder()
                .put("hostPort", HOST_PORT)
                .put("containerPort", CONTAINER_PORT)
                .put("protocol", "tcp")
                .build();
        return JsonObject.builder().putObjects("portMappings", List.of(mapping)).build();
    }

    private JsonObject config() {
        return JsonObject.builder()
                .put("cniVersion", VERSION)
                .put("name", NETWORK)
                .put("type", "portmap")
                .put("capabilities", JsonObject.builder().putBool("portMappings", true).build())
                .put("runtimeConfig", runtimeConfig())
                .put("prevResult", result)
                .build();
    }

    private static JsonObject bridgeResult(Place container, Addresses addresses) {
        JsonObject bridge = JsonObject.builder().put("name", DemoWorld.BRIDGE).build();
        JsonObject port = JsonObject.builder().put("name", DemoWorld.port(container)).build();
        JsonObject eth0 = JsonObject.builder()
                .put("name", "eth0").put("sandbox", Place.path(container.name()).toString()).build();
        return JsonObject.builder()
                .put("cniVersion", VERSION)
                .putObjects("interfaces", List.of(bridge, port, eth0))
                .putObjects("ips", List.of(
                        ip(addresses.v4() + "/24", DemoWorld.GATEWAY.v4()),
                        ip(addresses.v6() + "/64", DemoWorld.GATEWAY.v6())))
                .build();
    }

    private static JsonObject ip(String address, String gateway) {
        return JsonObject.builder().put("interface", 2).put("address", address).put("gateway", gateway).build();
    }
}
