package io.hostport4j.cni.config;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of one plugin (specification, section 1, "Plugin configuration objects").
 *
 * <p>{@code type}, {@code name}, {@code cniVersion} and {@code capabilities} were checked; every other key is the plugin's own, and is
 * kept as it was written.
 *
 * @param raw the whole configuration
 */
public record PluginConfig(JsonObject raw) {

    private static final String TYPE = "type";
    private static final String CAPABILITIES = "capabilities";

    /** Checks the keys that a runtime reads. */
    public PluginConfig {
        Objects.requireNonNull(raw, "raw");
        if (!raw.has(TYPE) && raw.has("plugins")) {
            throw new ConfigException("type: missing; a list of plugins belongs into a file whose name ends in .conflist");
        }
        try {
            if (raw.requiredString(TYPE).isEmpty()) {
                throw new ConfigException(raw.pathOf(TYPE) + ": \"\" is empty; write the name of the plugin's binary");
            }
            raw.optionalString("name");
            raw.optionalString("cniVersion");
            declared(raw);
        } catch (JsonException e) {
            throw new ConfigException(e.getMessage(), e);
        }
    }

    /**
     * Parses a configuration.
     *
     * @throws ConfigException when it is no JSON object, or a key that a runtime reads is missing or of the wrong type
     */
    public static PluginConfig parse(String json) {
        return new PluginConfig(ConfigFiles.json(json));
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException as {@link #parse}, with the file's name, and when it cannot be read
     */
    public static PluginConfig load(Path file) {
        return ConfigFiles.load(file, PluginConfig::parse);
    }

    /** The type, which is the name of the plugin's binary; not empty. */
    public String type() {
        return raw.requiredString(TYPE);
    }

    /** The name in the configuration itself; in a list the list's name counts. */
    public Optional<String> name() {
        return raw.optionalString("name").filter(name -> !name.isEmpty());
    }

    /** The capabilities that the plugin declares to have, in its order. */
    public Set<String> capabilities() {
        return declared(raw);
    }

    /**
     * This configuration with members put over its own; what is not replaced stays as and where it was.
     *
     * @throws ConfigException when a key is empty, a value is null, or the result is no configuration of a plugin
     */
    public PluginConfig with(JsonObject members) {
        JsonObjectBuilder json = raw.toBuilder();
        for (String key : members.keys()) {
            if (key.isEmpty()) {
                throw new ConfigException("a key to be put into a configuration cannot be empty");
            }
            if (!members.has(key)) {
                throw new ConfigException(key + ": null cannot be put into a configuration");
            }
            json.removeOtherCases(key).copy(key, members);
        }
        return new PluginConfig(json.build());
    }

    private static Set<String> declared(JsonObject raw) {
        Set<String> declared = new LinkedHashSet<>();
        raw.optionalObject(CAPABILITIES).ifPresent(all -> {
            for (String capability : all.keys()) {
                if (all.optionalBool(capability).orElse(false)) {
                    declared.add(capability);
                }
            }
        });
        return Collections.unmodifiableSet(declared);
    }
}
