package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.ConfigException;
import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a runtime noted of one attachment after its ADD (libcni, api.go, cachedInfo).
 *
 * @param network the network's name
 * @param attachment what was asked for
 * @param config the network's configuration at that time, JSON: a list, or of a runtime that calls single plugins the plugin's
 * @param result the last plugin's result, as it came
 */
public record CacheEntry(String network, Attachment attachment, String config, Optional<JsonObject> result) {

    static final String KIND = "cniCacheV1";

    /**
     * Checks the name.
     *
     * @throws CniException when the network's name is none
     */
    public CacheEntry {
        Identifiers.requireNetworkName(network);
        Objects.requireNonNull(attachment, "attachment");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(result, "result");
    }

    /**
     * The network as it was.
     *
     * @throws ConfigException when the configuration cannot be used
     */
    public NetworkList list() {
        return isOfOnePlugin() ? NetworkList.of(PluginConfig.parse(config)) : NetworkList.parse(config);
    }

    boolean isOf(String otherNetwork, Attachment other) {
        return network.equals(otherNetwork)
                && attachment.containerId().equals(other.containerId())
                && attachment.ifName().equals(other.ifName());
    }

    JsonObject toJson() {
        var json = JsonObject.builder()
                .put("kind", KIND)
                .put("containerId", attachment.containerId())
                .put("config", Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)))
                .put("ifName", attachment.ifName())
                .put("networkName", network)
                .put("netns", attachment.netns());
        if (!attachment.args().isEmpty()) {
            json.putStringLists("cniArgs", attachment.args().entrySet().stream()
                    .map(pair -> List.of(pair.getKey(), pair.getValue()))
                    .toList());
        }
        if (!attachment.capabilityArgs().keys().isEmpty()) {
            json.put("capabilityArgs", attachment.capabilityArgs());
        }
        result.ifPresent(present -> json.put("result", present));
        return json.build();
    }

    /** Whether the document is one of this kind; older runtimes wrote the bare result. */
    static boolean isKind(JsonObject json) {
        return json.optionalString("kind").equals(Optional.of(KIND));
    }

    static CacheEntry ofJson(JsonObject json) {
        Attachment attachment = new Attachment(
                json.requiredString("containerId"),
                json.optionalString("netns"),
                json.requiredString("ifName"),
                args(json),
                json.optionalObject("capabilityArgs").orElseGet(JsonObject::empty));
        String config = json.optionalParsed("config", CacheEntry::decoded).orElse("");
        return new CacheEntry(json.requiredString("networkName"), attachment, config, json.optionalObject("result"));
    }

    /** Put together and taken apart again as it comes to plugins, whatever is in the pairs. */
    private static Map<String, String> args(JsonObject json) {
        Map<String, String> args = new LinkedHashMap<>();
        for (List<String> pair : json.stringLists("cniArgs")) {
            for (String part : String.join("=", pair).split(";")) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    args.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
        }
        return args;
    }

    private boolean isOfOnePlugin() {
        try {
            return JsonObject.parse(config).has("type");
        } catch (JsonException e) {
            // What is wrong with it is told by whoever wants the network.
            return false;
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not base64: " + e.getMessage(), e);
        }
    }
}
