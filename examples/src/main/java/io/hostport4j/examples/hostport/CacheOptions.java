package io.hostport4j.examples.hostport;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.cni.CniCache;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where commands read what the runtime noted of its containers. */
final class CacheOptions {
    @Option(names = "--cache-dir", paramLabel = "DIR", description = "Where the container runtime keeps its CNI cache (default: /var/lib/cni).")
    private Path directory = CniCache.DEFAULT;

    /** The option as it has to be written for another command; nothing where the usual directory is meant. */
    String words() {
        return directory.equals(CniCache.DEFAULT) ? "" : " --cache-dir " + directory;
    }

    List<CachedAttachment> attachments() {
        return new CniCache(directory).attachments();
    }

    /** When the runtime noted each attachment; none when there is no cache. */
    Map<AttachmentId, Instant> since() {
        return new CniCache(directory).since();
    }

    /**
     * The attachments that may be alive, by their networks.
     *
     * @throws IllegalStateException when there is no cache: then nobody knows who is alive
     */
    Map<String, List<AttachmentId>> valid() {
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException("there is no CNI cache \"" + directory + "\"; give the runtime's by --cache-dir");
        }
        return new CniCache(directory).valid();
    }

    /** What the plugin was asked for, by what its configuration says of the backend; the usual one is always there. */
    static Map<BackendOptions, List<HostPortRequest>> asked(List<CachedAttachment> attachments) {
        Map<BackendOptions, List<HostPortRequest>> asked = new LinkedHashMap<>();
        asked.put(usual(), new ArrayList<>());
        for (CachedAttachment attachment : attachments) {
            if (attachment instanceof CachedAttachment.Asked some) {
                asked.computeIfAbsent(some.backend().withNodesDefault(nodesDefault()), any -> new ArrayList<>()).add(some.request());
            }
        }
        return asked;
    }

    /** What was asked for when the plugin was not yet in the chain. */
    static List<HostPortRequest> ignored(List<CachedAttachment> attachments) {
        List<HostPortRequest> ignored = new ArrayList<>();
        for (CachedAttachment attachment : attachments) {
            if (attachment instanceof CachedAttachment.Ignored some) {
                ignored.add(some.request());
            }
        }
        return ignored;
    }

    /** What a network without settings of its own gets. */
    static BackendOptions usual() {
        // As the plugin: what is brought back has to outlive this process.
        return new BackendOptions(Optional.empty(), nodesDefault(), Map.of(Capability.LASTING, List.of()), Mark.DEFAULT);
    }

    private static Optional<String> nodesDefault() {
        return Optional.ofNullable(System.getenv("HOSTPORT_BACKEND")).filter(name -> !name.isEmpty());
    }
}
