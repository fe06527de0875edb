package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.HostListener;
import java.util.List;

/**
 * {@link FindingId#HOST_LISTENER}: packets go to the container before any process of the node could get them, but those to {@code ::1},
 * which no rule touches.
 */
final class HostListenerCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        List<HostPort> hostPorts = node.forwards().stream().map(KeptForward::forward).map(forward -> forward.hostPort()).distinct().toList();
        return node.surroundings().listeners().stream()
                .filter(listener -> !isIpv6Loopback(listener) && hostPorts.stream().anyMatch(listener::overlaps)).distinct()
                .map(HostListenerCheck::finding).toList();
    }

    private static boolean isIpv6Loopback(HostListener listener) {
        return listener.at().family() == Family.IPV6 && listener.at().address().isLoopbackAddress();
    }

    private static Finding finding(HostListener listener) {
        return new Finding(FindingId.HOST_LISTENER, listener.at().toString(), listener.toString(),
                listener.process().map(process -> "kill " + process.pid())
                        .orElseGet(() -> "fuser -k " + listener.at().port() + "/" + listener.at().protocol().text()));
    }
}
