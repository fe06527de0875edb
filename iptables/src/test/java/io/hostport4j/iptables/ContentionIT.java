package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.dualStack;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many engines at once, each as if it were a process of its own. */
class ContentionIT extends IptablesIT {
    private static final int ENGINES = 10;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void addsSideBySideAllSucceedAndSoDoRemovals(Flavour flavour) throws Exception {
        atOnce(i -> () -> {
            with(flavour, hostPorts -> hostPorts.add(dualStack(attachment(i), 10 + i, PortMapping.tcp(9000 + i, 80), PortMapping.udp(53 + i, 53))));
            return null;
        });
        try (HostPorts hostPorts = open(flavour)) {
            assertThat(hostPorts.list()).hasSize(4 * ENGINES);
        }
        List<String> base = saved(flavour).stream().filter(line -> !line.contains("CNI-DN-")).toList();

        atOnce(i -> () -> {
            with(flavour, hostPorts -> assertThat(hostPorts.remove(attachment(i))).hasSize(4));
            return null;
        });
        assertThat(saved(flavour)).isEqualTo(base);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void removalsOfOneContainerAllSucceed(Flavour flavour) throws Exception {
        with(flavour, hostPorts -> hostPorts.add(dualStack(attachment(0), 10, PortMapping.tcp(9000, 80))));

        List<Integer> removed = atOnce(i -> () -> {
            try (HostPorts hostPorts = open(flavour)) {
                return hostPorts.remove(attachment(0)).size();
            }
        });

        assertThat(removed).containsOnlyOnce(2).containsOnly(0, 2);
        assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-DN-"));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void ofThoseWhoWantOnePortExactlyOneGetsIt(Flavour flavour) throws Exception {
        List<Boolean> won = atOnce(i -> () -> {
            try (HostPorts hostPorts = open(flavour)) {
                hostPorts.add(dualStack(attachment(i), 10 + i, PortMapping.tcp(8080, 80)));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.check(dualStack(attachment(won.indexOf(true)), 10 + won.indexOf(true), PortMapping.tcp(8080, 80)));
            assertThat(hostPorts.list()).hasSize(2);
        }
    }

    private static AttachmentId attachment(int i) {
        return new AttachmentId("net", "c" + i, "eth0");
    }

    /** Starts all at one moment, each on a thread of its own, and waits for all. */
    private static <T> List<T> atOnce(IntFunction<Callable<T>> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (int i = 0; i < ENGINES; i++) {
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
