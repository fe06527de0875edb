package io.hostport4j.core.cni;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import java.util.Objects;

/**
 * What an ADD of the plugin asks the engine for.
 *
 * @param request the host ports; without mappings when the runtime asked for none
 * @param backend what the configuration says of the backend
 */
public record PortMapCall(HostPortRequest request, BackendOptions backend) {
    /** Checks that nothing is null. */
    public PortMapCall {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(backend, "backend");
    }

    /**
     * The call that a runtime makes with a configuration on standard input.
     *
     * @param config with {@code name}, {@code cniVersion}, {@code prevResult} and {@code runtimeConfig}
     * @throws CniException as the plugin itself says what is wrong with it
     */
    public static PortMapCall of(JsonObject config, String containerId, String ifName) {
        CniVersion version = config.optionalParsed("cniVersion", CniVersion::parse).orElse(CniVersion.parse("0.1.0"));
        NetworkConfig network = new NetworkConfig(version, config.requiredString("name"), config);
        PortMapConfig parsed = PortMapConfig.parse(network);
        AttachmentId id = new AttachmentId(network.name(), containerId, ifName);
        return new PortMapCall(new HostPortRequest(id, ContainerAddresses.of(network.prevResult().orElseThrow(() ->
                new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, "must be called as chained plugin")), ifName), parsed.mappings(),
                parsed.masquerade(), parsed.conditions(), parsed.policy()), parsed.backend());
    }
}
