package io.hostport4j.bench.node;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.testkit.NetNamespace;
import java.util.List;

/** The shapes that host ports have in the kernel. */
public enum Shape {
    /** Our table with its maps, which the netlink and the nftables backend share. */
    TABLE {
        @Override
        public void fill(NetNamespace node, List<HostPortRequest> requests) {
            add("netlink", node, requests);
        }
    },
    /** What our iptables backend adds last to chains of the shape that it shares with the reference. */
    IPTABLES {
        @Override
        public void fill(NetNamespace node, List<HostPortRequest> requests) {
            int last = requests.size() - 1;
            ReferenceIptables.fill(node, requests.subList(0, last));
            add("iptables", node, requests.subList(last, requests.size()));
        }
    },
    /** A chain a container, and a rule that leads to each; put down in bulk, since 10,000 ADDs of the reference take a quarter of an hour. */
    REFERENCE_IPTABLES {
        @Override
        public void fill(NetNamespace node, List<HostPortRequest> requests) {
            ReferenceIptables.fill(node, requests);
        }
    },
    /** A rule a host port, in one chain. */
    REFERENCE_NFTABLES {
        @Override
        public void fill(NetNamespace node, List<HostPortRequest> requests) {
            ReferenceNftables.fill(node, requests);
        }
    };

    /** Puts host ports down, the last one last. */
    public abstract void fill(NetNamespace node, List<HostPortRequest> requests);

    /** Whether a packet passes one rule after the other until it finds its own. */
    public boolean isLinear() {
        return this != TABLE;
    }

    private static void add(String backend, NetNamespace node, List<HostPortRequest> requests) {
        node.call(() -> {
            try (HostPorts hostPorts = Node.open(backend)) {
                hostPorts.addAll(requests).values().stream().findFirst().ifPresent(failure -> {
                    throw failure;
                });
                return null;
            }
        });
    }
}
