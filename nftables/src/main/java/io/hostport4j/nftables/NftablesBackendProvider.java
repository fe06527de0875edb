package io.hostport4j.nftables;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.KernelVersion;
import io.hostport4j.core.tool.NodeLock;
import io.hostport4j.core.tool.Permission;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Offers the backend that drives {@code nft}, in the table of the netlink backend. */
public final class NftablesBackendProvider implements BackendProvider {
    /** Behind netlink, which does the same without a process. */
    private static final int PRIORITY = 200;
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP,
            Capability.CLIENT_ADDRESS, Capability.CONDITIONS_NFTABLES, Capability.ATOMIC, Capability.LASTING);

    private final Tools tools;
    private final Path status;
    private final KernelVersion kernel;

    /** For {@link java.util.ServiceLoader}: the nft of this node. */
    public NftablesBackendProvider() {
        this(new ProcessTools(Optional.ofNullable(System.getenv("PATH")).orElse("")));
    }

    /** The nft that these tools have. */
    public NftablesBackendProvider(Tools tools) {
        this(tools, STATUS, KernelVersion.running());
    }

    NftablesBackendProvider(Tools tools, Path status, KernelVersion kernel) {
        this.tools = tools;
        this.status = status;
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return "nftables";
    }

    @Override
    public String store() {
        return HostPortTable.TEXT;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Probe probe() {
        Optional<Path> program = tools.find(Nft.NAME);
        if (program.isEmpty()) {
            return new Probe.Absent("there is no " + Nft.NAME + "; install nftables 1.0 or newer, or put it into PATH");
        }
        if (!kernel.isAtLeast(KernelVersion.NEEDED)) {
            return new Probe.Absent("the kernel is " + kernel + "; " + KernelVersion.NEEDED
                    + " or newer is needed, where rules know the input interface of a forwarded packet in postrouting");
        }
        Optional<String> missing = Permission.missing(status);
        return missing.isPresent() ? new Probe.NotPermitted(missing.get())
                : new Probe.Usable(program.get() + ", Linux " + kernel, CAPABILITIES);
    }

    @Override
    public Backend open(Settings settings) {
        Path program = tools.find(Nft.NAME)
                .orElseThrow(() -> new BackendFailedException("nftables: the program nft is not there any more"));
        return new NftablesBackend(new Nft(tools, program, settings.time()), settings.network(), NodeLock.ofNamespace(name(), settings.time()));
    }
}
