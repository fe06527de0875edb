package io.hostport4j.examples.flows;

class NftablesFlowsIT extends FlowScenarios {
    NftablesFlowsIT() {
        super("nftables", "iptables");
    }
}
