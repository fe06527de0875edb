package io.hostport4j.core.spi;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import java.util.Objects;
import java.util.Optional;

/**
 * A socket of the node that takes packets of anybody.
 *
 * @param at where it listens; for UDP, where it is bound
 * @param bothFamilies whether it is at {@code ::} and takes IPv4 too
 * @param process who has it, when that could be found out
 */
public record HostListener(HostPort at, boolean bothFamilies, Optional<Process> process) {
    /** Checks that nothing is null. */
    public HostListener {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(process, "process");
    }

    /**
     * A process of the node.
     *
     * @param pid as the asker's procfs numbers it
     * @param command its name, as {@code /proc/<pid>/comm} has it
     */
    public record Process(int pid, String command) {}

    /** Whether packets to a host port would come to this socket if they went nowhere else. */
    public boolean overlaps(HostPort hostPort) {
        return at.overlaps(hostPort)
                || bothFamilies && hostPort.family() == Family.IPV4 && at.port() == hostPort.port() && at.protocol() == hostPort.protocol();
    }

    @Override
    public String toString() {
        return process.map(found -> "process \"" + found.command() + "\" (pid " + found.pid() + ")").orElse("a process that cannot be named here")
                + " listens on " + at;
    }
}
