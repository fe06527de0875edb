package io.hostport4j.examples.portmap;

import java.net.InetAddress;

class NftablesTrafficMatrixIT extends TrafficMatrix {
    NftablesTrafficMatrixIT() {
        super("nftables");
    }

    @Override
    InetAddress neighbourWithBridgeNetfilter(MatrixWorld world, Question question) {
        // The rules see its answers on the bridge, so that it keeps its address.
        return world.own(question);
    }
}
