package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.util.Set;

/** Offers a view of what the reference plugin's nftables backend left; through it that can be removed, and nothing be added. */
public final class ReferenceBackendProvider implements BackendProvider {
    private static final Set<Capability> CAPABILITIES = Set.of(Capability.IPV6, Capability.SCTP, Capability.ATOMIC, Capability.LASTING);

    private final Syscalls syscalls;

    /** For {@link java.util.ServiceLoader}: the kernel that this JVM runs on. */
    public ReferenceBackendProvider() {
        this(Syscalls.ofThisJvm());
    }

    ReferenceBackendProvider(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    @Override
    public String name() {
        return "cni_hostport";
    }

    @Override
    public String store() {
        return "tables ip and ip6 cni_hostport";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Probe probe() {
        try (Nftables nftables = Nftables.open(syscalls)) {
            nftables.generation();
            return new Probe.Usable("Linux " + System.getProperty("os.version"), CAPABILITIES);
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
        try {
            return new ReferenceBackend(Nftables.open(syscalls));
        } catch (NetlinkException e) {
            throw new BackendFailedException("cni_hostport: " + e.getMessage(), e);
        }
    }
}
