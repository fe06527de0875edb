package io.hostport4j.core;

import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What decides which backend is used, and how it is opened and used.
 *
 * @param configured the backend that the configuration names
 * @param nodesDefault the backend that the node's administrator names, for configurations that name none
 * @param needs capabilities without which the request cannot be served, each with the names of the options that need
 *     it, if there are any
 * @param mark how to mark packets that shall be masqueraded
 * @param deadline what an operation may take, all its waits together
 * @param tcpFlows what becomes of TCP connections that a change made wrong
 */
public record BackendOptions(Optional<String> configured, Optional<String> nodesDefault, Map<Capability, List<String>> needs, Mark mark,
        Duration deadline, TcpFlows tcpFlows) {
    /** The best backend that is usable. */
    public static final BackendOptions DEFAULT = new BackendOptions(Optional.empty(), Optional.empty(), Map.of(), Mark.DEFAULT);

    /** Copies the map. */
    public BackendOptions {
        Objects.requireNonNull(configured, "configured");
        Objects.requireNonNull(nodesDefault, "nodesDefault");
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(tcpFlows, "tcpFlows");
        needs = Map.copyOf(needs);
    }

    /** Options with the usual deadline, and TCP connections left alone. */
    public BackendOptions(Optional<String> configured, Optional<String> nodesDefault, Map<Capability, List<String>> needs, Mark mark) {
        this(configured, nodesDefault, needs, mark, HostPorts.DEADLINE, TcpFlows.KEEP);
    }

    /** The backend of that name. */
    public static BackendOptions named(String name) {
        return new BackendOptions(Optional.of(name), Optional.empty(), Map.of(), Mark.DEFAULT);
    }

    /** The same with the administrator's default. */
    public BackendOptions withNodesDefault(Optional<String> name) {
        return new BackendOptions(configured, name, needs, mark, deadline, tcpFlows);
    }

    /** The same with another deadline. */
    public BackendOptions withDeadline(Duration other) {
        return new BackendOptions(configured, nodesDefault, needs, mark, other, tcpFlows);
    }

    /** The same with another fate for TCP connections. */
    public BackendOptions withTcpFlows(TcpFlows other) {
        return new BackendOptions(configured, nodesDefault, needs, mark, deadline, other);
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof BackendOptions that && configured.equals(that.configured) && nodesDefault.equals(that.nodesDefault)
                && needs.equals(that.needs) && mark.equals(that.mark) && deadline.equals(that.deadline) && tcpFlows == that.tcpFlows;
    }

    @Override
    public int hashCode() {
        return Objects.hash(configured, nodesDefault, needs, mark, deadline, tcpFlows);
    }
}
