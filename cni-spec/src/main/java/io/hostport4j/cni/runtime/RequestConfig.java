package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import io.hostport4j.cni.plugin.ValidAttachment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes the request to a plugin of its configuration (specification, section 3, "Deriving request configuration"). */
final class RequestConfig {

    private final NetworkList network;

    RequestConfig(NetworkList network) {
        this.network = network;
    }

    /** For a command of an attachment; of the arguments for capabilities those of the plugin's own. */
    PluginConfig of(PluginConfig plugin, Attachment attachment, Optional<PluginResult> previous) {
        JsonObjectBuilder members = identity();
        previous.ifPresent(result -> members.put("prevResult", result.json()));
        JsonObjectBuilder runtimeConfig = JsonObject.builder();
        JsonObject args = attachment.capabilityArgs();
        // Names of capabilities are compared as they are: a plugin gets an argument under the name that it declares.
        plugin.capabilities().stream().filter(args.keys()::contains).forEach(capability -> runtimeConfig.copy(capability, args));
        JsonObject given = runtimeConfig.build();
        if (!given.keys().isEmpty()) {
            members.put("runtimeConfig", given);
        }
        return plugin.with(members.build());
    }

    /** For a command of the network. */
    PluginConfig of(PluginConfig plugin) {
        return plugin.with(identity().build());
    }

    /** For GC; the list of the attachments to keep is there under the names of this and of the first 1.1.0 days. */
    PluginConfig of(PluginConfig plugin, Collection<ValidAttachment> valid) {
        List<JsonObject> list = valid.stream()
                .map(attachment -> JsonObject.builder()
                        .put("containerID", attachment.containerId())
                        .put("ifname", attachment.ifName())
                        .build())
                .toList();
        return plugin.with(identity()
                .putObjects("cni.dev/valid-attachments", list)
                .putObjects("cni.dev/attachments", list)
                .build());
    }

    private JsonObjectBuilder identity() {
        return JsonObject.builder().put("name", network.name()).put("cniVersion", network.cniVersion().toString());
    }
}
