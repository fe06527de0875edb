package io.hostport4j.bench.node;

import io.hostport4j.testkit.NetNamespace;
import java.util.HashMap;
import java.util.Map;

/** Nodes with standing mappings, each made when it is first asked for. */
public final class Nodes {
    private final Map<String, NetNamespace> made = new HashMap<>();

    /** The one with so many mappings of that shape. */
    public NetNamespace with(Shape shape, int standing) {
        return made.computeIfAbsent(shape.name().toLowerCase() + standing, name -> {
            NetNamespace node = Node.create(name);
            shape.fill(node, Mappings.others(standing));
            return node;
        });
    }
}
