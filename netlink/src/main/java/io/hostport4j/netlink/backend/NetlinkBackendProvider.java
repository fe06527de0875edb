package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.KernelVersion;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.util.Set;

/** Offers the backend that speaks nf_tables to the kernel itself. */
public final class NetlinkBackendProvider implements BackendProvider {
    /** First of its kind: it needs no tool on the node. */
    private static final int PRIORITY = 300;

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP,
            Capability.CLIENT_ADDRESS, Capability.ATOMIC, Capability.COMPARE_AND_SWAP, Capability.LASTING);

    private final Syscalls syscalls;
    private final KernelVersion kernel;

    /** For {@link java.util.ServiceLoader}: the kernel that this JVM runs on. */
    public NetlinkBackendProvider() {
        this(Syscalls.ofThisJvm(), KernelVersion.running());
    }

    NetlinkBackendProvider(Syscalls syscalls, KernelVersion kernel) {
        this.syscalls = syscalls;
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return "netlink";
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
        if (!kernel.isAtLeast(KernelVersion.NEEDED)) {
            return new Probe.Absent("the kernel is " + kernel + "; " + KernelVersion.NEEDED
                    + " or newer is needed, where rules know the input interface of a forwarded packet in postrouting");
        }
        try (Nftables nftables = Nftables.open(syscalls)) {
            nftables.generation();
            return new Probe.Usable("Linux " + kernel, CAPABILITIES);
        } catch (NetlinkException e) {
            return e.errno() == Errno.EPERM || e.errno() == Errno.EACCES
                    ? new Probe.NotPermitted("CAP_NET_ADMIN in this network namespace is missing (" + e.getMessage() + ")")
                    : new Probe.Absent("the kernel has no nf_tables here (" + e.getMessage() + ")");
        } catch (MalformedMessageException e) {
            return new Probe.Absent("the kernel's nf_tables speaks otherwise than expected (" + e.getMessage() + ")");
        }
    }

    @Override
    public Backend open(Settings settings) {
        return open();
    }

    Backend open() {
        try {
            return new NetlinkBackend(Nftables.open(syscalls));
        } catch (NetlinkException e) {
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        }
    }
}
