package io.hostport4j.examples.flows;

class IptablesFlowsIT extends FlowScenarios {
    IptablesFlowsIT() {
        super("iptables", "netlink");
    }
}
