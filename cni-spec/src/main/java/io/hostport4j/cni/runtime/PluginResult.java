package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import java.util.Objects;

/**
 * What an ADD gave back, in the version and the words of the plugin, so that keys which this library does not know get to the next
 * plugin.
 *
 * @param version the version it is in
 * @param json a result of that version
 */
public record PluginResult(CniVersion version, JsonObject json) {

    private static final String CNI_VERSION = "cniVersion";

    /**
     * Checks that it can be read.
     *
     * @throws CniException when the version is unknown, or the result says it is of a version with another shape
     * @throws JsonException when a value has the wrong type or is no address
     */
    public PluginResult {
        Objects.requireNonNull(version, "version");
        CniResult.decode(json, version);
    }

    /** What a plugin printed; one without a version is in that of its configuration (pkg/invoke, exec.go). */
    static PluginResult parse(String stdout, CniVersion configVersion) {
        try {
            return of(stdout.strip().equals("null") ? JsonObject.empty() : JsonObject.parse(stdout), configVersion);
        } catch (JsonException e) {
            throw new PluginExecutionException(Reason.BAD_ANSWER, "netplugin gave a result that cannot be read: " + e.getMessage(), e);
        }
    }

    /** A result that says its version, or is in the given one. */
    static PluginResult of(JsonObject json, CniVersion otherwise) {
        if (!json.hasContent(CNI_VERSION)) {
            return new PluginResult(otherwise, json.toBuilder().put(CNI_VERSION, otherwise.toString()).build());
        }
        String version = json.requiredString(CNI_VERSION);
        try {
            return new PluginResult(CniVersion.parse(version), json);
        } catch (IllegalArgumentException e) {
            throw new CniException(CniErrorCode.DECODING_FAILURE, "result with " + e.getMessage(), e);
        }
    }

    /** What it says. */
    public CniResult decoded() {
        return CniResult.decode(json, version);
    }

    /**
     * The same in another version; what that version has no place for is left out.
     *
     * @throws CniException when the version is unknown, or is below 0.3.0 and the result has no address
     */
    public PluginResult in(CniVersion other) {
        return other.equals(version) ? this : new PluginResult(other, decoded().encode(other));
    }
}
