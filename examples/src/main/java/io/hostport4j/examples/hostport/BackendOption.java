package io.hostport4j.examples.hostport;

import io.hostport4j.core.BackendOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which backend a command uses where no configuration of a network says it. */
final class BackendOption {
    @Option(names = "--backend", paramLabel = "NAME",
            description = "The backend: netlink, nftables or iptables (default: $HOSTPORT_BACKEND, else the best that is usable).")
    private Optional<String> name = Optional.empty();

    BackendOptions options() {
        BackendOptions usual = CacheOptions.usual();
        return new BackendOptions(name, usual.nodesDefault(), usual.needs(), usual.mark());
    }

    /** For a network with settings of its own: what the option says comes first. */
    BackendOptions options(BackendOptions configured) {
        return name.isEmpty() ? configured.withNodesDefault(CacheOptions.usual().nodesDefault()) : new BackendOptions(name,
                configured.nodesDefault(), configured.needs(), configured.mark(), configured.deadline(), configured.tcpFlows());
    }
}
