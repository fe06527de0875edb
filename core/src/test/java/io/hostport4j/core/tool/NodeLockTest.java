package io.hostport4j.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.WaitEndedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
        NodeLock impatient = new NodeLock(folder, "iptables", waiting(Duration.ofMillis(20)));
        try (NodeLock.Held held = impatient.acquire()) {
            assertThatThrownBy(impatient::acquire).isInstanceOf(WaitEndedException.class)
                    .hasMessage("the lock " + folder.resolve("iptables.lock") + ", which another thread of this process holds");
            assertThat(held).isNotNull();
        }
        impatient.acquire().close();
    }

    @Test
    void whoeverGivesUpLeavesTheLockToItsHolder() throws IOException {
        try (NodeLock.Held held = new NodeLock(folder, "iptables", waiting(Duration.ofMillis(1))).acquire()) {
            assertThatThrownBy(() -> new NodeLock(folder, "iptables", waiting(Duration.ofMillis(1))).acquire()).isInstanceOf(WaitEndedException.class);
            // What other processes are kept out by.
            assertThat(Files.readString(Path.of("/proc/locks"))).contains(":" + Files.getAttribute(folder.resolve("iptables.lock"), "unix:ino") + " ");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void lettingGoTwiceIsTheSameAsOnce() {
        NodeLock lock = new NodeLock(folder, "iptables", waiting(Duration.ofMillis(1)));
        NodeLock.Held first = lock.acquire();
        first.close();
        try (NodeLock.Held second = lock.acquire()) {
            first.close();
            assertThatThrownBy(lock::acquire).isInstanceOf(WaitEndedException.class);
            assertThat(second).isNotNull();
        }
    }

    @Test
    void twoNamesDoNotWaitForOneAnother() {
        try (NodeLock.Held one = new NodeLock(folder, "one", waiting(Duration.ofMillis(1))).acquire();
                NodeLock.Held other = new NodeLock(folder, "other", waiting(Duration.ofMillis(1))).acquire()) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void onlyOneAtATimeIsInside() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int[] unguarded = {0};
        for (int i = 0; i < THREADS * ROUNDS; i++) {
            threads.submit(() -> {
                try (NodeLock.Held held = new NodeLock(folder, "count", waiting(Duration.ofSeconds(60))).acquire()) {
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
        assertThatThrownBy(() -> new NodeLock(file, "x", waiting(Duration.ofMillis(1))).acquire()).isInstanceOf(BackendFailedException.class)
                .hasMessageContaining("lock " + file.resolve("x.lock"));
    }

    @Test
    void aLockThatAnotherProcessHoldsIsNamedWithTheProcess() throws IOException {
        // As fcntl(2) locks, which are of a process, and those of flock(2) are apart, this one takes a program that has the former.
        Process holder = new ProcessBuilder("perl", "-e", "use Fcntl; open(my $f, '>', $ARGV[0]); my $l = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0);"
                + " fcntl($f, F_SETLK, $l) or die; $| = 1; print qq(taken\n); sleep 600", folder.resolve("iptables.lock").toString()).start();
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("taken");
            NodeLock lock = new NodeLock(folder, "iptables", waiting(Duration.ofMillis(20)));
            assertThatThrownBy(lock::acquire).isInstanceOf(WaitEndedException.class)
                    .hasMessage("the lock " + folder.resolve("iptables.lock") + ", which process " + holder.pid() + " (perl) holds");
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        new NodeLock(folder, "iptables", waiting(Duration.ofMillis(20))).acquire().close();
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        NodeLock lock = new NodeLock(folder, "iptables", waiting(Duration.ofSeconds(60)));
        try (NodeLock.Held held = lock.acquire()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(lock::acquire).isInstanceOfSatisfying(WaitEndedException.class,
                    end -> assertThat(end.reason()).isEqualTo(WaitEndedException.Reason.INTERRUPTED));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(held).isNotNull();
        }
    }

    private static OperationTime waiting(Duration limit) {
        return new OperationTime(limit, InstantSource.system());
    }
}
