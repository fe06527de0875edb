package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.tool.NodeLock;
import io.hostport4j.core.tool.Permission;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Offers the backend that drives iptables-restore and ip6tables-restore, of the flavour that the node uses: the one that
 * {@code iptables-restore} is. What the other flavour has is seen and removed.
 */
public final class IptablesBackendProvider implements BackendProvider {
    /** Last of its kind: its rules are searched one by one, and it needs a tool. */
    private static final int PRIORITY = 100;
    /** XT_LOCK_NAME, where the environment variable XTABLES_LOCKFILE names no other ({@code iptables/xshared.c}). */
    static final String LOCK_FILE = "/run/xtables.lock";

    private final Tools tools;
    private final Path proc;
    private final Optional<Flavour> fixed;
    private final Path lockFile;

    /** For {@link java.util.ServiceLoader}: the programs in this process's PATH. */
    public IptablesBackendProvider() {
        this(new ProcessTools(Optional.ofNullable(System.getenv("PATH")).orElse("")), Path.of("/proc/thread-self"), Optional.empty(),
                Path.of(Optional.ofNullable(System.getenv("XTABLES_LOCKFILE")).orElse(LOCK_FILE)));
    }

    /**
     * @param fixed the flavour to add to, whichever the node uses
     * @param lockFile that iptables-legacy locks
     */
    IptablesBackendProvider(Tools tools, Path proc, Optional<Flavour> fixed, Path lockFile) {
        this.tools = tools;
        this.proc = proc;
        this.fixed = fixed;
        this.lockFile = lockFile;
    }

    @Override
    public String name() {
        return "iptables";
    }

    @Override
    public String store() {
        return "iptables table nat";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Probe probe() {
        Optional<Path> restore = Installed.plainRestore(tools);
        if (restore.isEmpty()) {
            return new Probe.Absent("iptables-restore is not in PATH; install the package iptables");
        }
        Optional<Installed> installed = installed();
        if (installed.isEmpty() || !installed.get().has(installed.get().main(Family.IPV4))) {
            return new Probe.Absent(restore.get() + " is " + real(restore.get()) + ", which is neither of the flavours nft and legacy, or has no"
                    + " iptables-save beside it; install the package iptables");
        }
        Optional<String> missing = Permission.missing(proc.resolve("status"));
        if (missing.isPresent()) {
            return new Probe.NotPermitted(missing.get());
        }
        return new Probe.Usable(installed.get().main() + ", " + restore.get(), capabilities(installed.get()));
    }

    @Override
    public Backend open(Settings settings) {
        Installed installed = installed().orElseThrow(() -> new BackendFailedException("iptables: no iptables-restore of a known flavour in PATH"));
        return new IptablesBackend(installed, new Xtables(tools, installed, settings.time(), lockFile),
                new Presence(settings.network(), proc.resolve("net")), settings, NodeLock.ofNamespace(name(), settings.time()));
    }

    private Optional<Installed> installed() {
        if (fixed.isPresent()) {
            return Optional.of(Installed.named(tools, fixed.get()));
        }
        Optional<Path> restore = Installed.plainRestore(tools);
        Optional<Flavour> flavour = restore.isPresent() ? Flavour.of(real(restore.get())) : Optional.empty();
        return flavour.isPresent() ? Optional.of(Installed.plain(tools, flavour.get())) : Optional.empty();
    }

    private Set<Capability> capabilities(Installed installed) {
        Set<Capability> capabilities = EnumSet.of(Capability.ADDITIONS, Capability.SCTP, Capability.CLIENT_ADDRESS,
                Capability.CONDITIONS_IPTABLES, Capability.EXTERNAL_MARK_CHAIN, Capability.LASTING);
        // The file is not there when the kernel was started without IPv6.
        if (installed.has(installed.main(Family.IPV6)) && Files.exists(proc.resolve("net/if_inet6"))) {
            capabilities.add(Capability.IPV6);
        }
        return capabilities;
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            return program;
        }
    }
}
