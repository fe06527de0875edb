package io.hostport4j.core.cni;

import io.hostport4j.cni.config.ConfigException;
import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.runtime.CacheEntry;
import io.hostport4j.cni.runtime.ResultCache;
import io.hostport4j.cni.runtime.ResultCacheException;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.HostPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attachments that a runtime noted in libcni's cache and that concern host ports. It is only read.
 *
 * <p>The cache outlives a reboot, and what died without a DEL stays in it: an attachment counts only while its network namespace is there.
 */
public final class CniCache {
    /** Where libcni keeps it unless a runtime says otherwise. */
    public static final Path DEFAULT = ResultCache.DEFAULT;

    private static final String PORT_MAPPINGS = "portMappings";
    private static final String PLUGIN = "portmap";

    private final ResultCache cache;
    private final Sandboxes sandboxes;

    /** The cache in a directory, of containers of this node. */
    public CniCache(Path directory) {
        this(directory, new Sandboxes());
    }

    CniCache(Path directory, Sandboxes sandboxes) {
        this.cache = new ResultCache(directory);
        this.sandboxes = sandboxes;
    }

    /**
     * All that is noted of attachments for which host ports were asked, by file name. Files of other kinds are listed as unusable, files
     * of attachments without host ports not at all; when there is no cache there are none.
     *
     * @throws ResultCacheException when the directory is there and cannot be read
     */
    public List<CachedAttachment> attachments() {
        List<CachedAttachment> attachments = new ArrayList<>();
        for (Path file : cache.files()) {
            try {
                cache.read(file).flatMap(entry -> attachment(file, entry)).ifPresent(attachments::add);
            } catch (ResultCacheException e) {
                attachments.add(new CachedAttachment.Unusable(file, e.reason()));
            } catch (ConfigException | JsonException | CniException | HostPortException | IllegalArgumentException e) {
                attachments.add(new CachedAttachment.Unusable(file, e.getMessage()));
            }
        }
        return attachments;
    }

    /**
     * The attachments that may be alive, with host ports or without, by their networks; networks of which none is alive have none.
     *
     * @throws ResultCacheException when the directory, or a file in it, cannot be read: whose it is nobody knows then
     */
    public Map<String, List<AttachmentId>> valid() {
        Map<String, List<AttachmentId>> valid = new LinkedHashMap<>();
        for (Path file : cache.files()) {
            cache.read(file).ifPresent(entry -> {
                List<AttachmentId> alive = valid.computeIfAbsent(entry.network(), network -> new ArrayList<>());
                if (!sandboxes.isGone(entry.attachment().netns().orElse(""))) {
                    alive.add(id(entry));
                }
            });
        }
        return valid;
    }

    /**
     * When the runtime noted each attachment, with host ports or without: the time of its file, which a runtime writes once the ADD has
     * ended. Files that cannot be read are passed over; when there is no cache there are none.
     *
     * @throws ResultCacheException when the directory is there and cannot be read
     */
    public Map<AttachmentId, Instant> since() {
        Map<AttachmentId, Instant> since = new LinkedHashMap<>();
        for (Path file : cache.files()) {
            try {
                Optional<CacheEntry> entry = cache.read(file);
                if (entry.isPresent()) {
                    since.put(id(entry.get()), Files.getLastModifiedTime(file).toInstant());
                }
            } catch (ResultCacheException | IOException | HostPortException e) {
                // Others keep what they like in the folder, and a file may be gone by now.
            }
        }
        return since;
    }

    private static AttachmentId id(CacheEntry entry) {
        return new AttachmentId(entry.network(), entry.attachment().containerId(), entry.attachment().ifName());
    }

    private Optional<CachedAttachment> attachment(Path file, CacheEntry entry) {
        if (entry.attachment().capabilityArgs().objects(PORT_MAPPINGS).isEmpty()) {
            return Optional.empty();
        }
        String namespace = entry.attachment().netns().orElse("");
        Optional<String> gone = sandboxes.whyGone(namespace);
        return Optional.of(gone.<CachedAttachment>map(why -> new CachedAttachment.Unusable(file, why))
                .orElseGet(() -> alive(file, Path.of(namespace), entry)));
    }

    private static CachedAttachment alive(Path file, Path namespace, CacheEntry entry) {
        AttachmentId id = id(entry);
        JsonObject capabilities = entry.attachment().capabilityArgs();
        NetworkList list = entry.list();
        JsonObject cached = entry.result().orElseThrow(() -> new IllegalArgumentException("result: missing"));
        // It is noted as the last plugin gave it, and converted by whoever reads it.
        CniResult result = CniResult.decode(cached, cached.optionalString("cniVersion").map(CniVersion::parse).orElse(list.cniVersion()));
        for (PluginConfig plugin : list.plugins()) {
            if (plugin.capabilities().contains(PORT_MAPPINGS)) {
                if (!plugin.type().equals(PLUGIN)) {
                    return new CachedAttachment.Unusable(file, "plugin \"" + plugin.type() + "\" of its network gives it its host ports");
                }
                PortMapConfig config = config(id, list.cniVersion(), plugin.raw(), capabilities);
                return new CachedAttachment.Asked(file, namespace, request(id, config, result), config.backend());
            }
        }
        PortMapConfig usual = config(id, list.cniVersion(), JsonObject.empty(), capabilities);
        return new CachedAttachment.Ignored(file, namespace, request(id, usual, result));
    }

    /** What the plugin would read, had the runtime called it now. */
    private static PortMapConfig config(AttachmentId id, CniVersion version, JsonObject plugin, JsonObject capabilities) {
        JsonObject call = plugin.toBuilder()
                .put("runtimeConfig", JsonObject.builder().putObjects(PORT_MAPPINGS, capabilities.objects(PORT_MAPPINGS)).build()).build();
        return PortMapConfig.parse(new NetworkConfig(version, id.network(), call));
    }

    private static HostPortRequest request(AttachmentId id, PortMapConfig config, CniResult result) {
        return new HostPortRequest(id, ContainerAddresses.of(result, id.interfaceName()), config.mappings(), config.masquerade(),
                config.conditions(), config.policy());
    }
}
