package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void theSecondOneIsToldToTryAgain() {
        FolderLock.during(folder, () -> {
            CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> FolderLock.during(folder, () -> "in"));
            assertThatThrownBy(second::join).hasRootCauseInstanceOf(InstallException.class)
                    .hasMessageContaining("another installation is at work in \"" + folder + "\"; try again");
            return "done";
        });
        assertThat(FolderLock.during(folder, () -> "in")).isEqualTo("in");
    }

    @Test
    void anotherFolderIsFree() {
        assertThat(FolderLock.during(folder, () -> FolderLock.during(folder.resolve("other"), () -> "in"))).isEqualTo("in");
    }

    @Test
    void workThatFailsLetsGo() {
        assertThatThrownBy(() -> FolderLock.during(folder, () -> {
            throw new IllegalStateException("no");
        })).hasMessage("no");
        assertThat(FolderLock.during(folder, () -> "in")).isEqualTo("in");
    }

    @Test
    void nothingIsLeftInTheFolder() {
        FolderLock.during(folder, () -> "in");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherProcessIsKeptOutToo() throws Exception {
        Process holder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> FolderLock.during(folder, () -> "in")).isInstanceOf(InstallException.class);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(FolderLock.during(folder, () -> "in")).isEqualTo("in");
    }

    /** Holds the lock until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) {
            FolderLock.during(Path.of(arguments[0]), () -> {
                System.out.println("held");
                return new Scanner(System.in).nextLine();
            });
        }
    }
}
