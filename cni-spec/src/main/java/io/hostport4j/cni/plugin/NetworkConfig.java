package io.hostport4j.cni.plugin;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration a plugin gets on stdin (specification, section 3, "Deriving request configuration").
 *
 * <p>Only version and name were checked; every other key is read when it is asked for, so that DEL can do without the broken
 * ones.
 *
 * @param cniVersion the version the call is made in, one the plugin supports
 * @param name the network's name
 * @param raw the whole configuration, for the plugin's own keys
 */
public record NetworkConfig(CniVersion cniVersion, String name, JsonObject raw) {

    private static final String VALID_ATTACHMENTS = "cni.dev/valid-attachments";
    /** What runtimes of the first 1.1.0 days send. */
    private static final String VALID_ATTACHMENTS_OLD = "cni.dev/attachments";

    /** Checks that nothing is null. */
    public NetworkConfig {
        Objects.requireNonNull(cniVersion, "cniVersion");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(raw, "raw");
    }

    /**
     * The plugin's type, which is the name of its binary.
     *
     * @throws JsonException when it is no string
     */
    public Optional<String> type() {
        return raw.optionalString("type");
    }

    /**
     * What the runtime adds for this call, without members when it adds nothing.
     *
     * @throws JsonException when it is no object
     */
    public JsonObject runtimeConfig() {
        return raw.optionalObject("runtimeConfig").orElseGet(JsonObject::empty);
    }

    /**
     * The result of the plugins before, empty when there is none.
     *
     * @throws CniException with code 6 when it cannot be decoded as a result of this configuration's version
     */
    public Optional<CniResult> prevResult() {
        try {
            return raw.optionalObject("prevResult").map(json -> CniResult.decode(json, cniVersion));
        } catch (JsonException | CniException e) {
            throw new CniException(CniErrorCode.DECODING_FAILURE, "could not parse prevResult: " + e.getMessage(), e);
        }
    }

    /**
     * The attachments that GC must leave alone. Empty means that the runtime sent no list, which is not the same as a list of
     * none: with no list, nothing is known to be garbage.
     *
     * @throws CniException with code 7 when an entry lacks its container id or interface name
     * @throws JsonException when it is no list of objects with strings
     */
    public Optional<List<ValidAttachment>> validAttachments() {
        String key = raw.has(VALID_ATTACHMENTS) ? VALID_ATTACHMENTS : VALID_ATTACHMENTS_OLD;
        if (!raw.has(key)) {
            return Optional.empty();
        }
        return Optional.of(raw.objects(key).stream().map(NetworkConfig::validAttachment).toList());
    }

    private static ValidAttachment validAttachment(JsonObject json) {
        return new ValidAttachment(nonEmpty(json, "containerID"), nonEmpty(json, "ifname"));
    }

    private static String nonEmpty(JsonObject json, String key) {
        return json.optionalString(key)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, json.pathOf(key) + ": missing"));
    }
}
