package io.hostport4j.testkit.world;

import io.hostport4j.testkit.NetNamespace;
import java.util.LinkedHashMap;
import java.util.Map;

/** The namespaces beside the node's: the client's and the containers'. */
final class Sandboxes implements AutoCloseable {

    private final Map<String, NetNamespace> open = new LinkedHashMap<>();

    NetNamespace create(String name) {
        NetNamespace namespace = NetNamespace.create(name);
        open.put(name, namespace);
        namespace.call(() -> {
            new Sysctl("ipv6/conf/default/accept_dad").write("0");
            return namespace;
        });
        return namespace;
    }

    void close(NetNamespace namespace) {
        open.remove(namespace.name());
        namespace.close();
    }

    @Override
    public void close() {
        try (Teardown teardown = new Teardown()) {
            open.values().forEach(namespace -> teardown.add(namespace::close));
            open.clear();
        }
    }
}
