package io.hostport4j.examples.hostport;

import io.hostport4j.core.HostPorts;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;

/** This process's network namespace as a node with the network 10.88.0.0/16 on {@code pods0}, and the namespace of one container, {@code web}. */
final class PodsNode implements AutoCloseable {
    private final NetNamespace web;
    private final HostPorts hostPorts;

    private PodsNode(NetNamespace web, HostPorts hostPorts) {
        this.web = web;
        this.hostPorts = hostPorts;
    }

    static PodsNode furnish() {
        // Not a bridge: where that has no ports, nobody can be alive behind it, and nobody holds a host port.
        ProcessRun.of("ip", "link", "add", "pods0", "type", "veth", "peer", "name", "pods1").execute().orThrow();
        ProcessRun.of("ip", "addr", "add", "10.88.0.1/16", "dev", "pods0").execute().orThrow();
        ProcessRun.of("ip", "link", "set", "pods0", "up").execute().orThrow();
        return new PodsNode(NetNamespace.create("web"), HostPorts.open());
    }

    NetNamespace web() {
        return web;
    }

    HostPorts hostPorts() {
        return hostPorts;
    }

    /** Without the rules that were made in it, whoever made them. */
    @Override
    public void close() {
        hostPorts.close();
        web.close();
        ProcessRun.of("nft", "flush", "ruleset").execute().orThrow();
        ProcessRun.of("ip", "link", "delete", "pods0").execute().orThrow();
    }
}
