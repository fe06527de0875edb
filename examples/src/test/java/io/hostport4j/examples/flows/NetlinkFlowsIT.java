package io.hostport4j.examples.flows;

class NetlinkFlowsIT extends FlowScenarios {
    NetlinkFlowsIT() {
        super("netlink", "iptables");
    }
}
