package io.hostport4j.bench.calls;

import io.hostport4j.bench.calls.Situation.Limit;
import io.hostport4j.bench.calls.Situation.Side;
import io.hostport4j.bench.node.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reference plugin as Debian packages it, which knows iptables alone; its CHECK fails on containers without IPv6. */
final class Reference {
    static final String NAME = "reference";
    private static final Path PLUGIN = Path.of("/usr/lib/cni/portmap");

    private Reference() {}

    /** Its binary; empty where it is not installed. */
    static Optional<Path> plugin() {
        return Optional.of(PLUGIN).filter(Files::isExecutable);
    }

    /** Empty where it is not installed. */
    static List<Side> side(Limit limit) {
        return plugin().stream().map(plugin ->
                new Side(new Binary(NAME, plugin, Map.of(), "", Binary.Checks.MAY_FAIL), Shape.REFERENCE_IPTABLES, limit)).toList();
    }
}
