package io.hostport4j.bench.calls;

import io.hostport4j.bench.node.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The reference plugin as Debian packages it, which knows iptables alone; its CHECK fails on containers without IPv6. */
final class Reference {
    static final String NAME = "reference";
    private static final Path PLUGIN = Path.of("/usr/lib/cni/portmap");
    private static final int MANY = 500;
    private static final int CROWD = 1_000;

    private Reference() {}

    /** With the rounds that it is given for 500 ports, none for no part in them; empty where it is not installed. */
    static List<Situation.Side> side(int roundsOfMany) {
        if (!Files.isExecutable(PLUGIN)) {
            return List.of();
        }
        Binary binary = new Binary(NAME, PLUGIN, Map.of(), "", Binary.Checks.MAY_FAIL);
        return List.of(new Situation.Side(binary, Shape.REFERENCE_IPTABLES, (ports, standing) -> {
            if (ports < MANY) {
                return Integer.MAX_VALUE;
            }
            return standing < CROWD ? roundsOfMany : 0;
        }));
    }
}
