package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.CniCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the container runtime keeps things.
 *
 * @param networks the folder of network configurations; it need not exist
 * @param plugins the folders of plugins, in the order in which the runtime looks; those that do not exist do not count
 * @param cache the folder that has libcni's {@code results}; it need not exist
 */
public record Places(Path networks, List<Path> plugins, Path cache) {
    /** Where runtimes look unless they are told otherwise; Debian and Fedora have folders of plugins of their own. */
    public static final Places DEFAULT = new Places(Path.of("/etc/cni/net.d"),
            List.of(Path.of("/opt/cni/bin"), Path.of("/usr/lib/cni"), Path.of("/usr/libexec/cni")), CniCache.DEFAULT);

    /** Copies the list. */
    public Places {
        Objects.requireNonNull(networks, "networks");
        Objects.requireNonNull(cache, "cache");
        plugins = List.copyOf(plugins);
    }
}
