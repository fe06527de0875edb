package io.hostport4j.bench.calls;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.core.HostPorts;
import io.hostport4j.testkit.NetNamespace;

/** An engine that is open all the time. */
record InProcess(String backend) implements Contender {
    @Override
    public String name() {
        return "in process, " + backend;
    }

    @Override
    public Calls on(NetNamespace node) {
        HostPorts hostPorts = node.call(() -> Node.open(backend));
        return new Calls() {
            @Override
            public void add(int ports) {
                hostPorts.add(Mappings.web(ports));
            }

            @Override
            public void check(int ports) {
                hostPorts.check(Mappings.web(ports));
            }

            @Override
            public void remove(int ports) {
                hostPorts.remove(Mappings.web());
            }

            @Override
            public void close() {
                hostPorts.close();
            }
        };
    }
}
