package io.hostport4j.cni.plugin;

import java.util.Objects;
import java.util.Optional;

/**
 * One call of a plugin: the CNI environment variables and the configuration from stdin (specification, section 2).
 *
 * @param containerId the container; empty text when GC or STATUS came without
 * @param netns the path of the container's network namespace; always there for ADD and CHECK, for DEL only if it still exists
 * @param ifName the interface in the container; empty text when GC or STATUS came without
 * @param args what CNI_ARGS says
 * @param path the plugin directories as CNI_PATH lists them
 * @param config the network configuration
 */
public record PluginRequest(
        String containerId, Optional<String> netns, String ifName, CniArgs args, String path, NetworkConfig config) {

    /** Checks that nothing is null. */
    public PluginRequest {
        Objects.requireNonNull(containerId, "containerId");
        Objects.requireNonNull(netns, "netns");
        Objects.requireNonNull(ifName, "ifName");
        Objects.requireNonNull(args, "args");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(config, "config");
    }
}
