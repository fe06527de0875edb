package io.hostport4j.core.doctor;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds what keeps packets from host ports, and the command that mends it. It changes nothing.
 *
 * <p>It looks at the network namespace of the thread that calls it.
 */
public final class Doctor {
    /** In the order of the way: configuration, kernel, the node, its neighbours, the container. */
    private static final List<Check> CHECKS = List.of(new ObstacleCheck(), new NetworkFilesCheck(), new ChainCheck(), new PluginFilesCheck(),
            new ExpectedPortsCheck(), new RulesCheck(), new HoldersCheck(), new HostListenerCheck(), new HostAddressCheck(), new ForwardingCheck(),
            new RouteLocalnetCheck(), new ReversePathCheck(), new HairpinCheck(), new FlowCheck(), new ContainerAddressCheck(),
            new ContainerListensCheck());

    private final NodeReader reader;

    /**
     * A doctor of this node.
     *
     * @param places where the container runtime keeps things
     * @param usual the backend of containers whose network says nothing of it
     */
    public Doctor(Places places, BackendOptions usual) {
        this.reader = new NodeReader(Objects.requireNonNull(places, "places"), Objects.requireNonNull(usual, "usual"));
    }

    /**
     * Looks at all of the node.
     *
     * @return what is wrong; empty on a healthy node
     * @throws io.hostport4j.core.model.HostPortException when something cannot be read that is there
     */
    public List<Finding> examine() {
        return examine(reader.read());
    }

    /**
     * Looks at one host port, on every address and family that it is on; beside it only at what concerns all of them.
     *
     * @throws io.hostport4j.core.model.HostPortException when something cannot be read that is there
     */
    public List<Finding> examine(Protocol protocol, int port) {
        return examine(reader.read().withForwards(forward -> isOn(forward.hostPort(), protocol, port)));
    }

    private static boolean isOn(HostPort hostPort, Protocol protocol, int port) {
        return hostPort.protocol() == protocol && hostPort.port() == port;
    }

    private static List<Finding> examine(Node node) {
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> findings.addAll(check.examine(node)));
        return findings;
    }
}
