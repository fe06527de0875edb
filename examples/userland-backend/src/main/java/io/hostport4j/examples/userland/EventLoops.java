package io.hostport4j.examples.userland;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A handful of event loops that share the work: listeners and connections are dealt out in turn, and stay where they are. */
final class EventLoops implements AutoCloseable {
    private final List<EventLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    EventLoops(UserlandLimits limits) {
        loops = IntStream.range(0, limits.threads())
                .mapToObj(i -> new EventLoop("userland-" + i, new Buffers(limits.slowReaders() / limits.threads()))).toList();
    }

    EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }
}
