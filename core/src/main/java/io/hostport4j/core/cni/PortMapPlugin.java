package io.hostport4j.core.cni;

import io.hostport4j.cni.plugin.CniPlugin;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.HostPortException;
import java.util.Optional;
import java.util.function.Function;

/** The {@code portmap} plugin: host ports by the CNI protocol, chained behind the plugin that makes the network. */
public final class PortMapPlugin implements CniPlugin {
    private final Function<Optional<String>, HostPorts> hostPorts;
    private final Optional<String> nodesBackend;
    private final String version;

    /**
     * @param hostPorts opens the engine with the backend of that name, or with the best there is
     * @param nodesBackend the administrator's choice for configurations that name no backend
     * @param version of the plugin, for people to read
     */
    public PortMapPlugin(Function<Optional<String>, HostPorts> hostPorts, Optional<String> nodesBackend, String version) {
        this.hostPorts = hostPorts;
        this.nodesBackend = nodesBackend;
        this.version = version;
    }

    @Override
    public Optional<String> about() {
        return Optional.of("CNI portmap plugin " + version + " (hostport4j)");
    }

    @Override
    public Optional<CniResult> add(PluginRequest request) {
        PortMapConfig config = config(request);
        CniResult result = request.config().prevResult()
                .orElseThrow(() -> new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, "must be called as chained plugin"));
        if (!config.mappings().isEmpty()) {
            apply(config.backend(), engine -> engine.add(wanted(request, config, result)));
        }
        return Optional.of(result);
    }

    @Override
    public void check(PluginRequest request) {
        PortMapConfig config = PortMapConfig.parse(request.config());
        CniResult result = request.config().prevResult()
                .orElseThrow(() -> new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, "Required prevResult missing"));
        if (!config.mappings().isEmpty()) {
            apply(config.backend(), engine -> engine.check(wanted(request, config, result)));
        }
    }

    /** Reads no mapping, no result: a DEL that fails over input that ADD refused would block the runtime's clean-up. */
    @Override
    public void delete(PluginRequest request) {
        apply(Optional.empty(), engine -> engine.remove(attachment(request)));
    }

    private void apply(Optional<String> backend, java.util.function.Consumer<HostPorts> operation) {
        try (HostPorts engine = hostPorts.apply(backend.or(() -> nodesBackend))) {
            operation.accept(engine);
        } catch (HostPortException e) {
            throw CniErrors.toCni(e);
        }
    }

    private static PortMapConfig config(PluginRequest request) {
        try {
            return PortMapConfig.parse(request.config());
        } catch (CniException e) {
            throw new CniException(e.code(), "failed to parse config: " + e.msg(), e.details(), e);
        }
    }

    private static HostPortRequest wanted(PluginRequest request, PortMapConfig config, CniResult result) {
        return new HostPortRequest(attachment(request), ContainerAddresses.of(result, request.ifName()), config.mappings(), config.masquerade());
    }

    private static AttachmentId attachment(PluginRequest request) {
        NetworkConfig config = request.config();
        return new AttachmentId(config.name(), request.containerId(), request.ifName());
    }
}
