package io.hostport4j.core.cni;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import java.nio.file.Path;
import java.util.Objects;

/** What a runtime noted of one attachment in libcni's cache. */
public sealed interface CachedAttachment {
    /** Where it stands. */
    Path file();

    /**
     * The plugin was in the network's chain when the container was attached.
     *
     * @param namespace the container's network namespace, which is there
     * @param request the host ports that it was asked for, one at least
     * @param backend what the plugin's configuration says of the backend
     */
    record Asked(Path file, Path namespace, HostPortRequest request, BackendOptions backend) implements CachedAttachment {
        /** Checks that nothing is null. */
        public Asked {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(backend, "backend");
        }
    }

    /**
     * Nothing in the network's chain gave the container the host ports that the runtime asked for.
     *
     * @param namespace the container's network namespace, which is there
     * @param request what was asked for, with all settings as usual
     */
    record Ignored(Path file, Path namespace, HostPortRequest request) implements CachedAttachment {
        /** Checks that nothing is null. */
        public Ignored {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(request, "request");
        }
    }

    /**
     * Nothing can be made of it.
     *
     * @param reason for people to read
     */
    record Unusable(Path file, String reason) implements CachedAttachment {
        /** Checks that nothing is null. */
        public Unusable {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
