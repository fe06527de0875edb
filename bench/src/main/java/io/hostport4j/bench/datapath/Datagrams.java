package io.hostport4j.bench.datapath;

import io.hostport4j.bench.Turns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** UDP packets through a lane: first those of new flows, each of which is looked up in the rules, then those of one flow. */
record Datagrams(Lane lane, int rounds) implements Turns.Entrant {
    static final String NEW_FLOWS = "UDP, first packets of flows";
    static final String ONE_FLOW = "UDP, packets of one flow";
    /** As many small packets as the container's receive buffer holds. */
    private static final int AT_ONCE = 100;
    private static final int SIZE = 64;

    @Override
    public void take(Turns.Sink sink) {
        Io.run(() -> lane.client().call(() -> {
            List<DatagramChannel> flows = new ArrayList<>();
            try {
                for (int i = 0; i < AT_ONCE; i++) {
                    DatagramChannel flow = DatagramChannel.open();
                    flows.add(flow);
                    flow.connect(lane.target());
                }
                sink.add(NEW_FLOWS, perSecond(flows));
                List<DatagramChannel> one = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    one.add(flows.get(0));
                }
                sink.add(ONE_FLOW, perSecond(one));
            } finally {
                for (DatagramChannel flow : flows) {
                    flow.close();
                }
            }
            return null;
        }));
    }

    /** A packet is at the container when the call that sends it returns, or soon after: all virtual links are on this machine. */
    private double perSecond(List<DatagramChannel> flows) throws IOException {
        ByteBuffer packet = ByteBuffer.allocateDirect(SIZE);
        long start = System.nanoTime();
        for (DatagramChannel flow : flows) {
            flow.write(packet.clear());
        }
        int arrived = 0;
        while (arrived < flows.size()) {
            if (lane.sink().receive(packet.clear()) != null) {
                arrived++;
            } else if (System.nanoTime() - start > 1_000_000_000L) {
                throw new IllegalStateException("of " + flows.size() + " packets " + arrived + " arrived by " + lane.name());
            }
        }
        return flows.size() * 1e9 / (System.nanoTime() - start);
    }
}
