package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.dualStack;
import static io.hostport4j.nftables.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Several engines of both backends at once. */
class ContentionIT extends BackendIT {
    private static final int ROUNDS = 12;

    @Test
    void noTwoEverHoldPortsThatOverlap() throws InterruptedException, ExecutionException {
        List<Supplier<HostPorts>> engines = List.of(this::engine, this::engine,
                () -> HostPorts.open(BackendOptions.named("netlink")), () -> HostPorts.open(BackendOptions.named("netlink")));
        AtomicReference<AttachmentId> holder = new AtomicReference<>();
        ExecutorService threads = Executors.newFixedThreadPool(engines.size());
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < engines.size(); i++) {
                int number = i;
                results.add(threads.submit(() -> contend(engines.get(number), number, holder)));
            }
            int won = 0;
            for (Future<Integer> result : results) {
                won += result.get();
            }
            assertThat(won).isPositive();
        } finally {
            threads.shutdownNow();
        }
        hostPorts.close();
        assertThat(listing()).isEmpty();
    }

    /**
     * Adds and removes; between its ADD's success and its removal nobody else may be told that it has the port. What a listing shows of
     * others proves nothing: nft cannot swap, so an ADD that is going to be refused may be there for a moment.
     */
    private static int contend(Supplier<HostPorts> opener, int number, AtomicReference<AttachmentId> holder) {
        AttachmentId own = new AttachmentId("net", "c" + number, "eth0");
        PortMapping port = number % 2 == 0 ? PortMapping.tcp(8080, 80) : PortMapping.tcp(8080, 80).on(ip("192.0.2.1"));
        HostPortRequest request = dualStack(own, 10 + number, port);
        int won = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (HostPorts engine = opener.get()) {
                engine.add(request);
                won++;
                assertThat(holder.compareAndExchange(null, own)).as("holder when %s was added", own).isNull();
                assertThat(engine.list()).filteredOn(forward -> forward.owner().equals(own.owner())).hasSize(number % 2 == 0 ? 2 : 1);
                assertThat(holder.compareAndExchange(own, null)).as("holder when %s goes", own).isEqualTo(own);
                engine.remove(own);
            } catch (ConflictException e) {
                assertThat(e).hasMessageContaining("8080/tcp is taken");
            }
        }
        return won;
    }
}
