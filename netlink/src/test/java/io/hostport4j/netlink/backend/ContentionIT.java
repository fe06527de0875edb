package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.netlink.nftables.Family;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.socket.Syscalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many engines on one table, each with a socket of its own as if it were a process of its own. */
class ContentionIT extends BackendIT {
    private static final int ENGINES = 8;
    private static final int ROUNDS = 20;
    private static final int FOREIGN_CHANGES = 20_000;

    @Test
    void ofEightWhoWantOnePortExactlyOneGetsIt() throws Exception {
        List<Boolean> won = atOnce(ENGINES, i -> () -> {
            try (HostPorts engine = HostPorts.open()) {
                engine.add(dualStack(attachment(i), 10 + i, PortMapping.tcp(8080, 80)));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        hostPorts.check(dualStack(attachment(won.indexOf(true)), 10 + won.indexOf(true), PortMapping.tcp(8080, 80)));
        assertThat(hostPorts.list()).hasSize(2);
    }

    @Test
    void overlappingRequestsEndEachWithAllOrNothing() throws Exception {
        // Each wants its own port, and the next one's: neighbours exclude each other.
        List<Boolean> won = atOnce(ENGINES, i -> () -> {
            try (HostPorts engine = HostPorts.open()) {
                engine.add(neighbours(i));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertOneHolderEach(hostPorts.list());
        for (int i = 0; i < ENGINES; i++) {
            int next = (i + 1) % ENGINES;
            assertThat(won.get(i) && won.get(next)).as("%d and %d both won", i, next).isFalse();
            assertThat(listed(attachment(i))).hasSize(won.get(i) ? 4 : 0);
            if (won.get(i)) {
                hostPorts.check(neighbours(i));
            }
        }
        assertThat(won).contains(true);
    }

    @Test
    void addingAndRemovingSideBySideEndsInTheRightState() throws Exception {
        atOnce(ENGINES, i -> () -> {
            try (HostPorts engine = HostPorts.open()) {
                for (int round = 0; round < ROUNDS; round++) {
                    engine.add(dualStack(attachment(i), 10 + i, PortMapping.tcp(9000 + i, 80), PortMapping.udp(9000 + i, round + 1)));
                    if (round % 3 == 2) {
                        assertThat(engine.remove(attachment(i))).hasSize(4);
                    }
                }
                engine.add(dualStack(attachment(i), 10 + i, PortMapping.tcp(9000 + i, 80)));
                return null;
            }
        });

        assertThat(hostPorts.list()).hasSize(2 * ENGINES);
        for (int i = 0; i < ENGINES; i++) {
            hostPorts.check(dualStack(attachment(i), 10 + i, PortMapping.tcp(9000 + i, 80)));
        }
    }

    @Test
    void aPortThatGoesFromOneToTheOtherNeverHasTwoHolders() throws Exception {
        atOnce(4, i -> () -> {
            int wins = 0;
            while (wins < 5) {
                try (HostPorts engine = HostPorts.open()) {
                    engine.add(dualStack(attachment(i), 10 + i, PortMapping.tcp(8080, 80), PortMapping.udp(8080, 80)));
                    assertOneHolderEach(engine.list());
                    engine.check(dualStack(attachment(i), 10 + i, PortMapping.tcp(8080, 80), PortMapping.udp(8080, 80)));
                    assertThat(engine.remove(attachment(i))).hasSize(4);
                    wins++;
                } catch (ConflictException e) {
                    assertThat(e.holder().owner()).isNotEqualTo(attachment(i).owner());
                }
            }
            return null;
        });

        assertThat(listing()).isEmpty();
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void changesOfUnrelatedTablesAllTheTimeKeepNobodyFromAnything() throws Exception {
        atOnce(2, i -> () -> {
            if (i == 0) {
                hammer();
                return null;
            }
            try (HostPorts engine = HostPorts.open()) {
                for (int round = 0; round < ROUNDS; round++) {
                    engine.add(dualStack(attachment(1), 11, PortMapping.tcp(8080, 80 + round), PortMapping.udp(53, 53)));
                    engine.check(dualStack(attachment(1), 11, PortMapping.tcp(8080, 80 + round), PortMapping.udp(53, 53)));
                    assertThat(engine.list()).hasSize(4);
                    assertThat(engine.remove(attachment(1))).hasSize(4);
                }
                return null;
            }
        });

        assertThat(run("nft", "list", "ruleset")).isEmpty();
    }

    @Test
    void loopbackIsOpenWheneverSomebodyNeedsItAndClosedInTheEnd() throws Exception {
        routeLocalnet("pods0", "0");
        hostPorts.add(ipv4(attachment(ENGINES), 10 + ENGINES, PortMapping.tcp(7000, 80).on(ip("192.0.2.1"))));
        for (int round = 0; round < ROUNDS; round++) {
            // Half of them stay to the end of the round, so that it ends sometimes with and sometimes without anybody who needs it.
            int leaving = round % 2 == 0 ? ENGINES : ENGINES / 2;
            atOnce(ENGINES, i -> () -> {
                try (HostPorts engine = HostPorts.open()) {
                    for (int turn = 0; turn < ROUNDS; turn++) {
                        engine.add(ipv4(attachment(i), 10 + i, PortMapping.tcp(9000 + i, 80)));
                        if (turn < ROUNDS - 1 || i < leaving) {
                            assertThat(engine.remove(attachment(i))).hasSize(1);
                        }
                    }
                    return null;
                }
            });
            assertThat(routeLocalnet("pods0")).isEqualTo(leaving == ENGINES ? "0" : "4");
            for (int i = 0; i < ENGINES; i++) {
                hostPorts.remove(attachment(i));
            }
            assertThat(routeLocalnet("pods0")).isEqualTo("0");
        }
    }

    /** A table that comes and goes, without a pause in which a read could begin and end. */
    private static void hammer() {
        Table foreign = new Table(Family.INET, "foreign");
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            for (int changes = 0; changes < FOREIGN_CHANGES; changes += 2) {
                nftables.commit(NftTransaction.builder().add(foreign).build());
                nftables.commit(NftTransaction.builder().delete(foreign).build());
            }
        }
    }

    private static HostPortRequest neighbours(int i) {
        return dualStack(attachment(i), 10 + i, PortMapping.tcp(9000 + i, 80), PortMapping.tcp(9000 + (i + 1) % ENGINES, 81));
    }

    private static AttachmentId attachment(int i) {
        return new AttachmentId("net", "c" + i, "eth0");
    }

    private static void assertOneHolderEach(List<Forward> forwards) {
        Set<HostPort> hostPorts = new HashSet<>();
        assertThat(forwards).allMatch(forward -> hostPorts.add(forward.hostPort()));
    }

    /** Starts all at one moment, each on a thread of its own, and waits for all. */
    private static <T> List<T> atOnce(int count, IntFunction<Callable<T>> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Callable<T> one = work.apply(i);
            FutureTask<T> task = new FutureTask<>(() -> {
                start.await();
                return one.call();
            });
            tasks.add(task);
            new Thread(task, "engine-" + i).start();
        }
        start.countDown();
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            try {
                results.add(task.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        assertThat(failures).isEmpty();
        return results;
    }
}
