package io.hostport4j.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.BackendFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    @TempDir
    private Path folder;

    @Test
    void whoeverComesSecondWaitsAndSaysForWhatWhenTheTimeIsUp() {
        NodeLock impatient = new NodeLock(folder, "iptables", Duration.ofMillis(20));
        try (NodeLock.Held held = impatient.acquire()) {
            assertThatThrownBy(impatient::acquire).isInstanceOf(BackendFailedException.class)
                    .hasMessage("lock " + folder.resolve("iptables.lock") + ": another thread has held it for 20 ms");
            assertThat(held).isNotNull();
        }
        impatient.acquire().close();
    }

    @Test
    void whoeverGivesUpLeavesTheLockToItsHolder() throws IOException {
        try (NodeLock.Held held = new NodeLock(folder, "iptables", Duration.ZERO).acquire()) {
            assertThatThrownBy(() -> new NodeLock(folder, "iptables", Duration.ZERO).acquire()).isInstanceOf(BackendFailedException.class);
            // What other processes are kept out by.
            assertThat(Files.readString(Path.of("/proc/locks"))).contains(":" + Files.getAttribute(folder.resolve("iptables.lock"), "unix:ino") + " ");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void lettingGoTwiceIsTheSameAsOnce() {
        NodeLock lock = new NodeLock(folder, "iptables", Duration.ZERO);
        NodeLock.Held first = lock.acquire();
        first.close();
        try (NodeLock.Held second = lock.acquire()) {
            first.close();
            assertThatThrownBy(lock::acquire).isInstanceOf(BackendFailedException.class);
            assertThat(second).isNotNull();
        }
    }

    @Test
    void twoNamesDoNotWaitForOneAnother() {
        try (NodeLock.Held one = new NodeLock(folder, "one", Duration.ZERO).acquire();
                NodeLock.Held other = new NodeLock(folder, "other", Duration.ZERO).acquire()) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void onlyOneAtATimeIsInside() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int[] unguarded = {0};
        for (int i = 0; i < THREADS * ROUNDS; i++) {
            threads.submit(() -> {
                try (NodeLock.Held held = new NodeLock(folder, "count", Duration.ofSeconds(60)).acquire()) {
                    int seen = unguarded[0];
                    Thread.yield();
                    unguarded[0] = seen + 1;
                    return held;
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(unguarded[0]).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new NodeLock(file, "x", Duration.ZERO).acquire()).isInstanceOf(BackendFailedException.class)
                .hasMessageContaining("lock " + file.resolve("x.lock"));
    }
}
