package io.hostport4j.core.cni;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.CniPlugin;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.Readiness;
import io.hostport4j.core.TcpFlows;
import io.hostport4j.core.UnsupportedOptionException;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.InvalidRequestException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code portmap} plugin: host ports by the CNI protocol, chained behind the plugin that makes the network. */
public final class PortMapPlugin implements CniPlugin {
    private final HostPortsSource hostPorts;
    private final Optional<String> nodesBackend;
    private final Supplier<String> version;

    /**
     * @param opener opens the engine with the backend that the options decide on; it is closed after the call
     * @param nodesBackend the administrator's choice for configurations that name no backend
     * @param version of the plugin, for people to read; asked for only when one does
     */
    public PortMapPlugin(Function<BackendOptions, HostPorts> opener, Optional<String> nodesBackend, Supplier<String> version) {
        this(HostPortsSource.opening(opener), nodesBackend, version);
    }

    /** As the other constructor, for programs that serve many calls. */
    public PortMapPlugin(HostPortsSource hostPorts, Optional<String> nodesBackend, Supplier<String> version) {
        this.hostPorts = hostPorts;
        this.nodesBackend = nodesBackend;
        this.version = version;
    }

    @Override
    public Optional<String> about() {
        return Optional.of("CNI portmap plugin " + version.get() + " (hostport4j)");
    }

    @Override
    public Optional<CniResult> add(PluginRequest request) {
        PortMapConfig config = config(request);
        CniResult result = request.config().prevResult()
                .orElseThrow(() -> new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, "must be called as chained plugin"));
        if (!config.mappings().isEmpty()) {
            try {
                apply(config.backend(), engine -> engine.add(wanted(request, config, result)));
            } catch (CniException e) {
                throw e.code() == CniErrorCode.UNSUPPORTED_FIELD.value() ? ofConfig(e) : e;
            }
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

    /** Reads no mapping: a DEL that fails over input that ADD refused would block the runtime's clean-up. */
    @Override
    public void delete(PluginRequest request) {
        apply(removal(request), engine -> engine.remove(attachment(request), addresses(request)));
    }

    @Override
    public void gc(PluginRequest request) {
        Optional<List<ValidAttachment>> valid = request.config().validAttachments();
        if (valid.isEmpty()) {
            log().warn("GC of network \"{}\" without cni.dev/valid-attachments removes nothing; a list without entries removes all of it",
                    request.config().name());
            return;
        }
        String network = request.config().name();
        apply(removal(request), engine -> engine.retain(network, valid.get().stream()
                .map(attachment -> new AttachmentId(network, attachment.containerId(), attachment.ifName())).toList()));
    }

    @Override
    public void status(PluginRequest request) {
        PortMapConfig config = PortMapConfig.parse(request.config());
        Readiness readiness;
        try {
            readiness = hostPorts.with(config.backend().withNodesDefault(nodesBackend), engine -> engine.readiness(config.conditions()));
        } catch (InvalidRequestException | UnsupportedOptionException e) {
            throw CniErrors.toCni(e);
        } catch (HostPortException e) {
            throw new CniException(CniErrorCode.PLUGIN_NOT_AVAILABLE, e.getMessage());
        }
        if (readiness instanceof Readiness.Ready ready) {
            // An error would keep the runtime from the ADD that mends it.
            ready.damage().forEach(damage -> log().warn("{}; the next ADD, or \"hostport reconcile\", mends it", damage));
        } else if (readiness instanceof Readiness.Limited limited) {
            throw new CniException(CniErrorCode.LIMITED_CONNECTIVITY, limited.why());
        } else if (readiness instanceof Readiness.Unavailable unavailable) {
            throw new CniException(CniErrorCode.PLUGIN_NOT_AVAILABLE, unavailable.why());
        }
    }

    /**
     * The options of the engine that most configurations ask for, with which a process can open it while the configuration is read.
     *
     * @param command of the call, {@code CNI_COMMAND}
     * @return empty for commands that may need none
     */
    public static Optional<BackendOptions> usualOptions(String command, Optional<String> nodesBackend) {
        return switch (command) {
            case "ADD", "CHECK" -> Optional.of(PortMapConfig.USUAL_BACKEND.withNodesDefault(nodesBackend));
            case "DEL" -> Optional.of(BackendOptions.DEFAULT.withNodesDefault(nodesBackend));
            default -> Optional.empty();
        };
    }

    private void apply(BackendOptions options, Consumer<HostPorts> operation) {
        try {
            hostPorts.with(options.withNodesDefault(nodesBackend), engine -> {
                operation.accept(engine);
                return null;
            });
        } catch (HostPortException e) {
            throw CniErrors.toCni(e);
        }
    }

    /** Through any backend; with what is configured of the rest, where it can be read. */
    private static BackendOptions removal(PluginRequest request) {
        JsonObject raw = request.config().raw();
        return BackendOptions.DEFAULT.withDeadline(readable(() -> PortMapConfig.deadline(raw), HostPorts.DEADLINE))
                .withTcpFlows(readable(() -> PortMapConfig.tcpFlows(raw), TcpFlows.KEEP));
    }

    private static <T> T readable(Supplier<T> setting, T usual) {
        try {
            return setting.get();
        } catch (CniException | JsonException e) {
            return usual;
        }
    }

    private static PortMapConfig config(PluginRequest request) {
        try {
            return PortMapConfig.parse(request.config());
        } catch (CniException e) {
            throw ofConfig(e);
        }
    }

    /** In the reference's words. */
    private static CniException ofConfig(CniException e) {
        return new CniException(e.code(), "failed to parse config: " + e.msg(), e.details(), e);
    }

    private static HostPortRequest wanted(PluginRequest request, PortMapConfig config, CniResult result) {
        return new HostPortRequest(attachment(request), ContainerAddresses.of(result, request.ifName()), config.mappings(), config.masquerade(),
                config.conditions(), config.policy());
    }

    /** Those of the previous result, when there is one that can be read. */
    private static List<InetAddress> addresses(PluginRequest request) {
        try {
            return request.config().prevResult().map(result -> ContainerAddresses.of(result, request.ifName())).orElse(List.of())
                    .stream().map(ContainerAddress::address).toList();
        } catch (CniException | JsonException | HostPortException e) {
            return List.of();
        }
    }

    private static AttachmentId attachment(PluginRequest request) {
        NetworkConfig config = request.config();
        return new AttachmentId(config.name(), request.containerId(), request.ifName());
    }

    private static Logger log() {
        return LoggerFactory.getLogger(PortMapPlugin.class);
    }
}
