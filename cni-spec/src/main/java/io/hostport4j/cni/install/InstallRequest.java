package io.hostport4j.cni.install;

import java.util.Objects;
import java.util.Optional;

/**
 * Which network the plugin is put into, and where.
 *
 * @param network its name; empty for the one that the runtime takes
 * @param after the type of the plugin that it comes right behind; empty for the end of the chain, which suits all that need what the
 *     plugins before them made: its ADD comes last, its DEL first
 * @param others what becomes of the other networks
 */
public record InstallRequest(Optional<String> network, Optional<String> after, OtherNetworks others) {
    /** The end of the chain that the runtime takes. */
    public static final InstallRequest USUAL = new InstallRequest(Optional.empty(), Optional.empty(), OtherNetworks.STAY);

    /** Checks that nothing is null. */
    public InstallRequest {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(others, "others");
    }
}
