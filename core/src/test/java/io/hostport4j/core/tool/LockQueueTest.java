package io.hostport4j.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockQueueTest {
    @TempDir
    private Path folder;

    @Test
    void placesAreGivenInOrder() throws IOException {
        for (long place = 0; place < 3; place++) {
            try (LockQueue queue = LockQueue.open(folder.resolve("queue"))) {
                assertThat(queue.tryJoin()).hasValue(place);
                assertThat(queue.isNext(place)).isTrue();
            }
        }
    }

    /** Only what other processes hold is in the way, so a second JVM takes the place before. */
    @Test
    void whoeverIsBehindAnotherProcessIsNotNextUntilThatHasGone() throws IOException {
        Path file = folder.resolve("queue");
        Process before = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Waiter.class.getName(), file.toString()).start();
        try (LockQueue queue = LockQueue.open(file)) {
            assertThat(before.inputReader().readLine()).isEqualTo("place 0");
            assertThat(queue.tryJoin()).hasValue(1);
            assertThat(queue.isNext(1)).isFalse();

            before.destroyForcibly().onExit().join();

            assertThat(queue.isNext(1)).isTrue();
        } finally {
            before.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aSpoiledFileStillGivesPlaces() throws IOException {
        Path file = Files.write(folder.resolve("queue"), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, StandardOpenOption.CREATE);
        try (LockQueue queue = LockQueue.open(file)) {
            assertThat(queue.tryJoin()).isPresent();
        }
        Files.write(file, new byte[] {1});
        try (LockQueue queue = LockQueue.open(file)) {
            assertThat(queue.tryJoin()).hasValue(0);
        }
    }

    /** Takes a place and keeps it until it is killed. */
    static final class Waiter {
        private Waiter() {}

        public static void main(String[] arguments) throws IOException {
            try (LockQueue queue = LockQueue.open(Path.of(arguments[0]))) {
                System.out.println("place " + queue.tryJoin().getAsLong());
                System.in.read();
            }
        }
    }
}
