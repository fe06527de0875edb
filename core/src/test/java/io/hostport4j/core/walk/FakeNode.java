package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import java.net.InetAddress;
import java.util.Optional;

/** A node with 192.0.2.1 on eth0, containers in 10.88.0.0/24 behind cni0 and 172.17.0.0/16 behind docker0. */
final class FakeNode implements NodeView {
    @Override
    public boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress() || address.getHostAddress().equals("192.0.2.1") || address.getHostAddress().equals("2001:db8:0:0:0:0:0:1");
    }

    @Override
    public Route routeOut(InetAddress destination, Optional<InetAddress> source, long mark) {
        String text = destination.getHostAddress();
        if (isLocal(destination)) {
            return new Route.Local();
        }
        return text.startsWith("10.88.0.") ? via("cni0", "10.88.0.1") : text.startsWith("172.17.") ? via("docker0", "172.17.0.1") : via("eth0", "192.0.2.1");
    }

    @Override
    public Route routeIn(InetAddress destination, InetAddress source, String link, long mark) {
        return routeOut(destination, Optional.of(source), mark);
    }

    @Override
    public Optional<Outside> outside(Family family, Optional<InetAddress> client) {
        return Optional.of(new Outside("eth0", client.orElse(address("192.0.2.9")), address("192.0.2.1")));
    }

    static InetAddress address(String literal) {
        return Literal.address(literal).orElseThrow();
    }

    private static Route via(String link, String source) {
        return new Route.Via(link, address(source));
    }
}
