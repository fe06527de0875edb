package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Capability;
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
        return NamespaceFixture.of(new NetlinkBackendProvider(), Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP,
                        Capability.CLIENT_ADDRESS, Capability.ATOMIC, Capability.COMPARE_AND_SWAP, Capability.LASTING), Ruleset.NFTABLES)
                .damagedBy("nft flush chain inet hostport guard", "nft add rule inet hostport output counter",
                        "nft 'flush chain inet hostport prerouting; delete chain inet hostport prerouting'")
                .obstructedBy(port -> NamespaceFixture.shell(port.family() == Family.IPV4
                        ? "nft add element inet hostport any4 '{ tcp . %d : 10.0.0.99 . 80 }'".formatted(port.port())
                        : "nft add element inet hostport any6 '{ tcp . %d : fd00::99 . 80 }'".formatted(port.port())));
    }
}
