package io.hostport4j.core.cni;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.HostPortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The attachments that a runtime noted in libcni's cache: one file each in {@code results}, of kind {@code cniCacheV1} (libcni,
 * {@code api.go}). It is only read.
 *
 * <p>The cache outlives a reboot, and what died without a DEL stays in it: an attachment counts only while its network namespace is there.
 */
public final class CniCache {
    /** Where libcni keeps it unless a runtime says otherwise. */
    public static final Path DEFAULT = Path.of("/var/lib/cni");

    private static final String KIND = "cniCacheV1";
    private static final String PORT_MAPPINGS = "portMappings";
    private static final String PLUGIN = "portmap";

    private final Path results;
    private final Sandboxes sandboxes;

    /** The cache in a directory, of containers of this node. */
    public CniCache(Path directory) {
        this(directory, new Sandboxes());
    }

    CniCache(Path directory, Sandboxes sandboxes) {
        this.results = directory.resolve("results");
        this.sandboxes = sandboxes;
    }

    /**
     * All that is noted of attachments for which host ports were asked, by file name. Files of other kinds are listed as unusable, files
     * of attachments without host ports not at all; when there is no cache there are none.
     *
     * @throws UncheckedIOException when the directory is there and cannot be read
     */
    public List<CachedAttachment> attachments() {
        List<CachedAttachment> attachments = new ArrayList<>();
        for (Path file : files()) {
            try {
                attachment(file).ifPresent(attachments::add);
            } catch (NoSuchFileException e) {
                // A DEL was faster.
            } catch (IOException e) {
                attachments.add(new CachedAttachment.Unusable(file, "cannot be read: " + e.getMessage()));
            } catch (JsonException | CniException | HostPortException | IllegalArgumentException e) {
                attachments.add(new CachedAttachment.Unusable(file, e.getMessage()));
            }
        }
        return attachments;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(results, Files::isRegularFile)) {
            stream.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("unable to read the CNI cache \"" + results + "\": " + e.getMessage(), e);
        }
        files.sort(null);
        return files;
    }

    private Optional<CachedAttachment> attachment(Path file) throws IOException {
        JsonObject entry = JsonObject.parse(Files.readAllBytes(file));
        if (!entry.optionalString("kind").equals(Optional.of(KIND))) {
            return Optional.of(new CachedAttachment.Unusable(file, "is not of kind \"" + KIND + "\""));
        }
        JsonObject capabilities = entry.optionalObject("capabilityArgs").orElseGet(JsonObject::empty);
        if (capabilities.objects(PORT_MAPPINGS).isEmpty()) {
            return Optional.empty();
        }
        String netns = entry.optionalString("netns").orElse("");
        Optional<String> gone = sandboxes.whyGone(netns);
        if (gone.isPresent()) {
            return Optional.of(new CachedAttachment.Unusable(file, gone.get()));
        }
        return Optional.of(attachment(file, entry, capabilities));
    }

    private static CachedAttachment attachment(Path file, JsonObject entry, JsonObject capabilities) {
        AttachmentId id = new AttachmentId(entry.requiredString("networkName"), entry.requiredString("containerId"), entry.requiredString("ifName"));
        JsonObject list = JsonObject.parse(Base64.getDecoder().decode(entry.requiredString("config").getBytes(StandardCharsets.US_ASCII)));
        CniVersion version = CniVersion.parse(list.optionalString("cniVersion").orElse(""));
        JsonObject cached = entry.optionalObject("result").orElseThrow(() -> new IllegalArgumentException("result: missing"));
        // It is noted as the last plugin gave it, and converted by whoever reads it.
        CniResult result = CniResult.decode(cached, cached.optionalString("cniVersion").map(CniVersion::parse).orElse(version));
        // A network of one plugin is noted as its configuration alone.
        for (JsonObject plugin : list.has("plugins") ? list.objects("plugins") : List.of(list)) {
            String type = plugin.optionalString("type").orElse("");
            if (plugin.optionalObject("capabilities").flatMap(all -> all.optionalBool(PORT_MAPPINGS)).orElse(false)) {
                if (!type.equals(PLUGIN)) {
                    return new CachedAttachment.Unusable(file, "plugin \"" + type + "\" of its network gives it its host ports");
                }
                PortMapConfig config = config(id, version, plugin, capabilities);
                return new CachedAttachment.Asked(file, request(id, config, result), config.backend());
            }
        }
        return new CachedAttachment.Ignored(file, request(id, config(id, version, JsonObject.empty(), capabilities), result));
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
