package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds arguments that no plugin would get: a container that asked for host ports would have none, and nobody would be told. */
final class CapabilityCheck {

    private CapabilityCheck() {}

    static void requireClaimed(NetworkList network, Attachment attachment) {
        JsonObject args = attachment.capabilityArgs();
        Set<String> declared = network.capabilities();
        // Runtimes pass an empty list for containers that asked for nothing.
        List<String> unclaimed = args.keys().stream().filter(args::hasContent).filter(key -> !declared.contains(key)).toList();
        if (!unclaimed.isEmpty()) {
            String first = unclaimed.get(0);
            throw new CniException(
                    CniErrorCode.INVALID_NETWORK_CONFIG,
                    "network \"" + network.name() + "\" cannot take \"" + String.join("\", \"", unclaimed) + "\": none of its plugins ("
                            + network.plugins().stream().map(PluginConfig::type).collect(Collectors.joining(", "))
                            + ") declares the capability; chain the plugin that serves it with \"capabilities\": {\"" + first
                            + "\": true}");
        }
    }
}
