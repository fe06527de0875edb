package io.hostport4j.nftables;

import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.BackendFixture;
import io.hostport4j.testkit.conformance.NamespaceFixture;
import io.hostport4j.testkit.conformance.Ruleset;
import java.util.Set;

@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class NftablesConformanceIT extends BackendConformance {
    @Override
    protected BackendFixture fixture() {
        RefusingTools tools = new RefusingTools(new ProcessTools(System.getenv("PATH")));
        return NamespaceFixture.of(new NftablesBackendProvider(tools), Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP,
                        Capability.CLIENT_ADDRESS, Capability.CONDITIONS_NFTABLES, Capability.ATOMIC, Capability.LASTING), Ruleset.NFTABLES)
                .damagedBy("nft flush chain inet hostport guard", "nft add rule inet hostport output counter",
                        "nft 'flush chain inet hostport prerouting; delete chain inet hostport prerouting'")
                .obstructedBy(tools::refuse);
    }
}
