package io.hostport4j.core.doctor;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.tool.ProcessTools;
import java.time.Duration;
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
            new RouteLocalnetCheck(), new ObstructionCheck(), new ReversePathCheck(), new HairpinCheck(), new FlowCheck(),
            new ContainerAddressCheck(), new ContainerListensCheck());

    /** A connection inside a node takes microseconds; one that is dropped takes forever. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final NodeReader reader;

    /**
     * A doctor of this node.
     *
     * @param places where the container runtime keeps things
     * @param usual the backend of containers whose network says nothing of it
     */
    public Doctor(Places places, BackendOptions usual) {
        this.reader = new NodeReader(Objects.requireNonNull(places, "places"), Objects.requireNonNull(usual, "usual"),
                new ProcessTools(Objects.requireNonNullElse(System.getenv("PATH"), "")));
    }

    /**
     * Looks at all of the node.
     *
     * @return what is wrong; empty on a healthy node
     * @throws io.hostport4j.core.model.HostPortException when something cannot be read that is there
     */
    public List<Finding> examine() {
        return examine(reader.read(any -> true));
    }

    /**
     * Looks at one host port, on every address and family that it is on; beside it only at what concerns all of them. It connects to the
     * container and to the host port, from the node.
     *
     * @throws io.hostport4j.core.model.HostPortException when something cannot be read that is there
     */
    public PortReport examine(Protocol protocol, int port) {
        Node node = reader.read(forward -> isOn(forward.hostPort(), protocol, port));
        PortCheck check = new PortCheck(protocol, port);
        List<Forward> forwards = node.forwards().stream().map(KeptForward::forward).distinct().toList();
        List<Attempt> attempts = new Prober(PATIENCE).attempts(forwards);
        List<Finding> findings = new ArrayList<>(examine(node));
        findings.addAll(check.unknown(node));
        if (findings.isEmpty()) {
            findings.addAll(check.unanswered(attempts));
        }
        return new PortReport(forwards, findings, attempts);
    }

    private static boolean isOn(HostPort hostPort, Protocol protocol, int port) {
        return hostPort.protocol() == protocol && hostPort.port() == port;
    }

    static List<Finding> examine(Node node) {
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> findings.addAll(check.examine(node)));
        return findings;
    }
}
