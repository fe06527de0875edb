package io.hostport4j.bench.calls;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.calls.Situation.Limit;
import io.hostport4j.bench.calls.Situation.Side;
import io.hostport4j.bench.node.Nodes;
import io.hostport4j.bench.node.Shape;
import java.util.ArrayList;
import java.util.List;

/** Whole calls of every backend in a JVM that stays open, beside the reference plugin. */
public final class Backends {
    private static final int[] STANDING = {1, 1_000, 10_000};
    private static final int[] PORTS = {1, 20, 500};
    private static final int[] ROUNDS = {15, 7, 5};

    private Backends() {}

    /** It takes 500 ports a minute, and one port beside 10,000 mappings some seconds. */
    private static int roundsOfReference(int ports, int standing) {
        if (ports == 500 || ports == 20 && standing == 10_000) {
            return 0;
        }
        return standing == 1 ? Integer.MAX_VALUE : 3;
    }

    /** Some two minutes. */
    public static void run(Recorder recorder) {
        List<Side> sides = new ArrayList<>(Reference.side(Backends::roundsOfReference));
        sides.add(new Side(new InProcess("iptables"), Shape.IPTABLES, Limit.NONE));
        sides.add(new Side(new InProcess("nftables"), Shape.TABLE, Limit.NONE));
        sides.add(new Side(new InProcess("netlink"), Shape.TABLE, Limit.NONE));
        Nodes nodes = new Nodes();
        for (int standing : STANDING) {
            for (int i = 0; i < PORTS.length; i++) {
                new Situation(PORTS[i], standing, ROUNDS[i]).measure(sides, nodes, recorder.share(0.1), recorder);
            }
        }
        recorder.note("What 500 ports take the reference is told with the whole processes: a minute for ADD, CHECK and DEL. Beside 1,000 and"
                + " 10,000 mappings it had three rounds.");
    }
}
