package io.hostport4j.examples.portmap;

import java.net.InetAddress;

class IptablesTrafficMatrixIT extends TrafficMatrix {
    IptablesTrafficMatrixIT() {
        super("iptables");
    }

    @Override
    InetAddress neighbourWithBridgeNetfilter(MatrixWorld world, Question question) {
        // The reference masquerades the whole subnet, whether the answers pass the rules or not.
        return MatrixWorld.bridge(question.family());
    }
}
