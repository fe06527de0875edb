package io.hostport4j.bench.datapath;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.Turns;
import io.hostport4j.bench.node.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What clients notice of the mappings on a node: connections, packets and transfers by the last one that was added. */
public final class DataPath {
    private static final int[] MAPPINGS = {1, 1_000, 10_000};
    private static final Map<String, Shape> SHAPES = shapes();
    private static final double CONNECT_SHARE = 0.35;
    private static final double DATAGRAM_SHARE = 0.2;
    private static final double BULK_SHARE = 0.2;
    private static final int WARM_UP = 15;
    private static final int ROUNDS = 150;
    /** Of lanes where a connection takes milliseconds. */
    private static final int ROUNDS_OF_SLOW = 25;
    private static final int BULK_ROUNDS = 12;

    private DataPath() {}

    /** Some two minutes. */
    public static void run(Recorder recorder) throws IOException {
        List<Lane> lanes = lanes(recorder);
        measure(recorder, lanes, Connects::new, new Turns(WARM_UP, ROUNDS, recorder.share(CONNECT_SHARE)), "µs");
        measure(recorder, lanes, Datagrams::new, new Turns(WARM_UP, ROUNDS, recorder.share(DATAGRAM_SHARE)), "packets/s");
        measure(recorder, lanes, Bulk::new, new Turns(1, BULK_ROUNDS, recorder.share(BULK_SHARE)), "MiB/s");
    }

    private static List<Lane> lanes(Recorder recorder) throws IOException {
        List<Lane> lanes = new ArrayList<>(List.of(Lane.direct("direct"), Lane.besides("tracked")));
        for (int mappings : MAPPINGS) {
            for (Map.Entry<String, Shape> shape : SHAPES.entrySet()) {
                recorder.progress(shape.getKey() + " with " + mappings);
                String name = "l" + lanes.size();
                lanes.add(Lane.mapped(name, shape.getKey(), shape.getValue(), mappings));
            }
        }
        return lanes;
    }

    private static void measure(Recorder recorder, List<Lane> lanes, BiFunction<Lane, Integer, Turns.Entrant> entrant, Turns turns, String unit) {
        List<Map<String, Samples>> samples = turns.run(lanes.stream()
                .map(lane -> entrant.apply(lane, lane.isSlow() ? ROUNDS_OF_SLOW : Integer.MAX_VALUE)).toList());
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            samples.get(i).forEach((what, values) -> recorder.add(values.figure(lane.name(), what, 1, lane.mappings(), unit)));
        }
    }

    private static Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("netlink and nftables", Shape.TABLE);
        shapes.put("iptables", Shape.IPTABLES);
        shapes.put("reference, nftables", Shape.REFERENCE_NFTABLES);
        shapes.put("reference, iptables", Shape.REFERENCE_IPTABLES);
        return shapes;
    }
}
