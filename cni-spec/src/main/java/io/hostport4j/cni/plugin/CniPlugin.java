package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import java.util.List;
import java.util.Optional;

/**
 * A CNI plugin: one method a command (specification, section 2, "CNI operations").
 *
 * <p>A command that is not overridden succeeds and prints nothing. An exception becomes the error that the runtime reads: a
 * {@link io.hostport4j.cni.types.CniException} as it is, a {@link io.hostport4j.cni.json.JsonException} with code 6, anything
 * else with code 999. Methods must not write to the process's standard output.
 */
public interface CniPlugin {

    /** The line a person sees who runs the plugin without a command, empty to treat that as an error. */
    default Optional<String> about() {
        return Optional.empty();
    }

    /** The versions the plugin speaks, in the order VERSION lists them. */
    default List<CniVersion> supportedVersions() {
        return CniVersion.known();
    }

    /** ADD: the result to print in the configuration's version, empty to print nothing. */
    default Optional<CniResult> add(PluginRequest request) {
        return Optional.empty();
    }

    /** CHECK: returns when everything is as ADD left it. */
    default void check(PluginRequest request) {}

    /** DEL: returns when nothing of the attachment is left, also when there was nothing. */
    default void delete(PluginRequest request) {}

    /** GC: returns when nothing is left of attachments outside {@link NetworkConfig#validAttachments()}. */
    default void gc(PluginRequest request) {}

    /** STATUS: returns when ADD could be served. */
    default void status(PluginRequest request) {}
}
