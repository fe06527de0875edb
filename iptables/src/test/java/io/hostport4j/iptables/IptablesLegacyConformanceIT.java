package io.hostport4j.iptables;

import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.BackendFixture;
import io.hostport4j.testkit.conformance.NamespaceFixture;
import io.hostport4j.testkit.conformance.Ruleset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

@RequiresNamespaces
@RequiresTools({"ip", "iptables-legacy", "ip6tables-legacy"})
class IptablesLegacyConformanceIT extends BackendConformance {
    @Override
    protected BackendFixture fixture() {
        RefusingTools tools = new RefusingTools(new ProcessTools(System.getenv("PATH")));
        return NamespaceFixture.of(new IptablesBackendProvider(tools, Path.of("/proc/thread-self"), Optional.of(Flavour.LEGACY), Path.of(IptablesBackendProvider.LOCK_FILE)),
                        Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP, Capability.CLIENT_ADDRESS,
                                Capability.CONDITIONS_IPTABLES, Capability.EXTERNAL_MARK_CHAIN, Capability.LASTING), Ruleset.IPTABLES_LEGACY)
                .damagedBy("iptables-legacy -t nat -F PREROUTING", "ip6tables-legacy -t nat -F CNI-HOSTPORT-SETMARK",
                        "ip6tables-legacy -t nat -F OUTPUT", "iptables-legacy -t nat -F POSTROUTING")
                .listingNoInterfaces().sharingItsObjects()
                .obstructedBy(tools::refuse);
    }
}
