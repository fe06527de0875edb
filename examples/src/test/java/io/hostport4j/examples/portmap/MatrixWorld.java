package io.hostport4j.examples.portmap;

import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.Map;

/** A world with one container for each kind of host address, served on port 80, and a neighbour of theirs. */
final class MatrixWorld implements AutoCloseable {

    private final World world = World.create();
    private final Map<HostIp, Container> containers = new EnumMap<>(HostIp.class);
    private Container neighbour;

    static MatrixWorld create(String backend) {
        MatrixWorld made = new MatrixWorld();
        try {
            made.start(backend);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void start(String backend) {
        for (HostIp hostIp : HostIp.values()) {
            Container container = world.start(hostIp.containerId(), PortMapChains.behind(world.podNetwork(), ", \"backend\": \"" + backend + "\""), hostIp.portMappings(world));
            world.serve(container, 80);
            containers.put(hostIp, container);
        }
        neighbour = world.start("neighbour", world.podNetwork());
    }

    World world() {
        return world;
    }

    Container neighbour() {
        return neighbour;
    }

    Reply ask(Question question) {
        return Client.in(asker(question)).ask(question.protocol(), asked(question), question.hostIp().hostPort());
    }

    /** The address of the pod network's bridge. */
    static InetAddress bridge(StandardProtocolFamily family) {
        return address(family == StandardProtocolFamily.INET ? "10.88.0.1" : "fd00:88::1");
    }

    /** The address that a question would come with if nobody replaced it. */
    InetAddress own(Question question) {
        return switch (question.way()) {
            case OUTSIDE_CLIENT -> ofFamily(question, world.clientV4(), world.clientV6());
            case NODE_BY_ITS_ADDRESS -> ofFamily(question, world.nodeV4(), world.nodeV6());
            case NODE_BY_LOOPBACK -> ofFamily(question, address("127.0.0.1"), address("::1"));
            case CONTAINER_ITSELF -> ofFamily(question, container(question).v4(), container(question).v6());
            case NEIGHBOUR -> ofFamily(question, neighbour.v4(), neighbour.v6());
        };
    }

    private InetAddress asked(Question question) {
        return question.way() == Way.NODE_BY_LOOPBACK ? own(question) : ofFamily(question, world.nodeV4(), world.nodeV6());
    }

    private NetNamespace asker(Question question) {
        return switch (question.way()) {
            case OUTSIDE_CLIENT -> world.client();
            case NODE_BY_ITS_ADDRESS, NODE_BY_LOOPBACK -> world.node();
            case CONTAINER_ITSELF -> container(question).namespace();
            case NEIGHBOUR -> neighbour.namespace();
        };
    }

    private Container container(Question question) {
        return containers.get(question.hostIp());
    }

    private static InetAddress ofFamily(Question question, InetAddress v4, InetAddress v6) {
        return question.family() == StandardProtocolFamily.INET ? v4 : v6;
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
