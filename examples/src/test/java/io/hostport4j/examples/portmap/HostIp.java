package io.hostport4j.examples.portmap;

import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of host address that a mapping can name, each with a host port of its own. */
enum HostIp {
    ABSENT("no hostIP", 8081) {
        @Override
        List<String> texts(World world) {
            return List.of("");
        }

        @Override
        boolean opens(Way way, StandardProtocolFamily family) {
            return !isLoopback6(way, family);
        }
    },
    NODE("hostIP of the node", 8082) {
        @Override
        List<String> texts(World world) {
            return Stream.of(world.nodeV4(), world.nodeV6()).map(InetAddress::getHostAddress).toList();
        }

        @Override
        boolean opens(Way way, StandardProtocolFamily family) {
            return way != Way.NODE_BY_LOOPBACK;
        }
    },
    LOOPBACK("hostIP 127.0.0.1", 8083) {
        @Override
        List<String> texts(World world) {
            return List.of("127.0.0.1");
        }

        @Override
        boolean opens(Way way, StandardProtocolFamily family) {
            return way == Way.NODE_BY_LOOPBACK && family == StandardProtocolFamily.INET;
        }
    },
    ANY_IPV4("hostIP 0.0.0.0", 8084) {
        @Override
        List<String> texts(World world) {
            return List.of("0.0.0.0");
        }

        @Override
        boolean opens(Way way, StandardProtocolFamily family) {
            return family == StandardProtocolFamily.INET;
        }
    },
    ANY_IPV6("hostIP ::", 8085) {
        @Override
        List<String> texts(World world) {
            return List.of("::");
        }

        @Override
        boolean opens(Way way, StandardProtocolFamily family) {
            return family == StandardProtocolFamily.INET6 && !isLoopback6(way, family);
        }
    };

    private final String text;
    private final int hostPort;

    HostIp(String text, int hostPort) {
        this.text = text;
        this.hostPort = hostPort;
    }

    /** The values of {@code hostIP}; the empty one counts as none. */
    abstract List<String> texts(World world);

    /** Whether there must be an answer. */
    abstract boolean opens(Way way, StandardProtocolFamily family);

    int hostPort() {
        return hostPort;
    }

    String containerId() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For TCP and UDP, to port 80. */
    String portMappings(World world) {
        return texts(world).stream()
                .flatMap(hostIp -> Stream.of("tcp", "udp").map(protocol -> """
                        {"hostPort": %d, "containerPort": 80, "protocol": "%s", "hostIP": "%s"}""".formatted(hostPort, protocol, hostIp)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** There is no route_localnet for IPv6. */
    private static boolean isLoopback6(Way way, StandardProtocolFamily family) {
        return way == Way.NODE_BY_LOOPBACK && family == StandardProtocolFamily.INET6;
    }

    @Override
    public String toString() {
        return text;
    }
}
