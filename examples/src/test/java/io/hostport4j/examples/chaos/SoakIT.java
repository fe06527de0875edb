package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One engine, open all the time, adds and removes while 1,000 mappings of another container are in use: no connection to these fails,
 * and what the process has open and keeps in memory does not grow. Usually 300 pairs of ADD and DEL, with {@code -Dchaos.full=true}
 * as many as there are in ten minutes.
 */
@RequiresWorld
class SoakIT {
    private static final int STANDING = 1000;
    private static final int FIRST_STANDING = 20_000;
    private static final int FIRST_PORT = 30_000;
    private static final int PORTS = 500;
    private static final int LEAST_PAIRS = 300;
    /** One pair in so many is of UDP, whose flows are looked for after each change. */
    private static final int UDP_SHARE = 4;
    private static final double LEAST_A_MINUTE = 2000;
    /** What the load's own sockets and the JIT's may take, far less than one object for each pair. */
    private static final long HEAP_SLACK = 4_000_000;

    private final World world = World.create();

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void standingMappingsAreReachedAllTheWhileAndNothingGrows() {
        Container standing = world.start("standing", world.podNetwork());
        world.serve(standing, 80);
        Container coming = world.start("coming", world.podNetwork());
        Random random = new Random(Scale.seed("soak"));
        Duration length = Duration.ofMinutes(Scale.of(0, 10));
        try (HostPorts hostPorts = HostPorts.open(BackendOptions.named("netlink"))) {
            hostPorts.add(request(standing, standingMappings()));
            run(hostPorts, coming, random, length.dividedBy(10));
            long heapBefore = heap();
            OpenThings before = OpenThings.now();
            long start = System.nanoTime();
            int answers;
            int pairs;
            try (Load load = Load.on(world, "standing", FIRST_STANDING, STANDING)) {
                pairs = run(hostPorts, coming, random, length);
                answers = load.answers();
                assertThat(load.failures()).isEmpty();
            }
            double minutes = (System.nanoTime() - start) / 6e10;
            long heapAfter = heap();
            System.out.printf(Locale.ROOT, "soak: %d pairs in %.2f minutes, %.0f operations a minute; %d answers; heap %d kB, before %d kB%n",
                    pairs, minutes, 2 * pairs / minutes, answers, heapAfter / 1000, heapBefore / 1000);
            assertThat(answers).isPositive();
            if (Scale.isFull()) {
                assertThat(2 * pairs / minutes).as("operations a minute").isGreaterThan(LEAST_A_MINUTE);
            }
            assertThat(OpenThings.now()).isEqualTo(before);
            assertThat(heapAfter).isLessThan(heapBefore + HEAP_SLACK);
            assertThat(hostPorts.list()).hasSize(2 * STANDING);
        }
    }

    /** @return how many pairs there were */
    private static int run(HostPorts hostPorts, Container container, Random random, Duration length) {
        int pairs = 0;
        for (long start = System.nanoTime(); pairs < LEAST_PAIRS || System.nanoTime() - start < length.toNanos(); pairs++) {
            int port = FIRST_PORT + random.nextInt(PORTS);
            boolean udp = random.nextInt(UDP_SHARE) == 0;
            hostPorts.add(request(container, List.of(udp ? PortMapping.udp(port, 80) : PortMapping.tcp(port, 80))));
            hostPorts.remove(id(container));
        }
        return pairs;
    }

    private static HostPortRequest request(Container container, List<PortMapping> mappings) {
        return new HostPortRequest(id(container), List.of(new ContainerAddress(container.v4(), 24), new ContainerAddress(container.v6(), 64)), mappings);
    }

    private static AttachmentId id(Container container) {
        return new AttachmentId("pods", container.id(), container.ifName());
    }

    private static List<PortMapping> standingMappings() {
        return IntStream.range(FIRST_STANDING, FIRST_STANDING + STANDING)
                .mapToObj(port -> new PortMapping(PortRange.of(port), 80, Protocol.TCP, Optional.empty())).toList();
    }

    /** Used after a collection, in bytes: one that has taken everything that only a weak reference leads to. */
    private static long heap() {
        WeakReference<Object> sign = new WeakReference<>(new Object());
        while (sign.get() != null) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
