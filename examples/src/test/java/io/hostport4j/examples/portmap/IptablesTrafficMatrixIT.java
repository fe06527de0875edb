package io.hostport4j.examples.portmap;

import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;

class IptablesTrafficMatrixIT extends TrafficMatrix {
    IptablesTrafficMatrixIT() {
        super("iptables");
    }

    @Override
    InetAddress neighbourWithBridgeNetfilter(MatrixWorld world, Question question) {
        // The reference masquerades the whole subnet, whether the answers pass the rules or not.
        return MatrixWorld.bridge(question.family());
    }

    @Override
    Failure refusal(Question question) {
        boolean everyAddress = question.hostIp() == HostIp.ABSENT || question.hostIp() == HostIp.ANY_IPV6;
        boolean toLoopback6 = question.way() == Way.NODE_BY_LOOPBACK && question.family() == StandardProtocolFamily.INET6;
        // Translated before it is rejected: a datagram's sender is told EPERM at once, a TCP client is reset like everywhere.
        return everyAddress && toLoopback6 && question.protocol() == Protocol.UDP ? Failure.UNREACHABLE : super.refusal(question);
    }
}
