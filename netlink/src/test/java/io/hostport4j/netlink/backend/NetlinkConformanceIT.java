package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.table.KernelVersion;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.BackendFixture;
import io.hostport4j.testkit.conformance.NamespaceFixture;
import io.hostport4j.testkit.conformance.Ruleset;
import java.util.Set;

@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class NetlinkConformanceIT extends BackendConformance {
    @Override
    protected BackendFixture fixture() {
        PickyKernel kernel = new PickyKernel(Syscalls.ofThisJvm());
        return NamespaceFixture.of(new NetlinkBackendProvider(kernel, KernelVersion.running()), Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP,
                        Capability.CLIENT_ADDRESS, Capability.ATOMIC, Capability.COMPARE_AND_SWAP, Capability.LASTING), Ruleset.NFTABLES)
                .damagedBy("nft flush chain inet hostport guard", "nft add rule inet hostport output counter",
                        "nft 'flush chain inet hostport prerouting; delete chain inet hostport prerouting'")
                .obstructedBy(kernel::refuse);
    }
}
