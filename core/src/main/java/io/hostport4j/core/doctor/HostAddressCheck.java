package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link FindingId#HOST_ADDRESS_MISSING}: rules look at packets to addresses of the node only. */
final class HostAddressCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Map<InetAddress, HostPort> foreign = new LinkedHashMap<>();
        node.forwards().stream().map(KeptForward::forward).map(forward -> forward.hostPort())
                .filter(hostPort -> node.surroundings().foreignAddresses().contains(hostPort.address()))
                .forEach(hostPort -> foreign.putIfAbsent(hostPort.address(), hostPort));
        return foreign.entrySet().stream().map(entry -> finding(entry.getKey(), entry.getValue())).toList();
    }

    private static Finding finding(InetAddress address, HostPort hostPort) {
        String text = IpText.of(address);
        return new Finding(FindingId.HOST_ADDRESS_MISSING, hostPort.toString(), "no interface of the node has " + text,
                "ip address add " + text + "/" + address.getAddress().length * Byte.SIZE + " dev lo");
    }
}
