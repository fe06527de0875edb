package io.hostport4j.bench.datapath;

import io.hostport4j.bench.Turns;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** TCP connections through a lane, one after the other: the time of each one's connect and close. */
record Connects(Lane lane, int rounds) implements Turns.Entrant {
    static final String CONNECT = "TCP connect + close";
    private static final int AT_ONCE = 20;
    private static final double MICRO = 1e3;

    @Override
    public void take(Turns.Sink sink) {
        Io.run(() -> lane.client().call(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
                sink.add(CONNECT, connect());
            }
            return null;
        }));
    }

    private double connect() throws IOException {
        SocketChannel client = SocketChannel.open();
        // Closed by a reset: nothing is left behind that the next connections would have to pass by.
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        long start = System.nanoTime();
        client.connect(lane.target());
        client.close();
        long nanos = System.nanoTime() - start;
        lane.server().accept().close();
        return nanos / MICRO;
    }
}
