package io.hostport4j.examples.portmap;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.iptables.IptablesBackendProvider;
import io.hostport4j.netlink.backend.NetlinkBackendProvider;
import io.hostport4j.netlink.backend.NodeNetworkProvider;
import io.hostport4j.netlink.backend.reference.ReferenceBackendProvider;
import io.hostport4j.nftables.NftablesBackendProvider;
import java.util.List;

/**
 * The backends of the distribution, by name. To search for them would open all jars, which the archive of classes spares otherwise: some 15
 * of a call's 100 ms.
 */
final class ShippedBackends {
    private ShippedBackends() {}

    static HostPorts open(BackendOptions options) {
        List<BackendProvider> backends = List.of(new NetlinkBackendProvider(), new ReferenceBackendProvider(), new NftablesBackendProvider(),
                new IptablesBackendProvider());
        return HostPorts.open(options, backends, List.of(new NodeNetworkProvider()));
    }
}
