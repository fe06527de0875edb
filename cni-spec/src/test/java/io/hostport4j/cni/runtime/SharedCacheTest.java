package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runtimes and one folder. */
class SharedCacheTest {

    private static final NetworkList NETWORK = RuntimeWorld.network("1.0.0", "first");
    private static final int WRITES = 200;

    @TempDir
    private Path folder;

    @Test
    void noReaderSeesAPartOfAFile() throws Exception {
        ResultCache cache = new ResultCache(folder);
        // Large enough to take several writes.
        PluginResult large = result("x".repeat(100_000));
        cache.write(NETWORK, RuntimeWorld.ATTACHMENT, large);
        AtomicBoolean done = new AtomicBoolean();

        inParallel(List.of(
                () -> {
                    for (int i = 0; i < WRITES; i++) {
                        cache.write(NETWORK, RuntimeWorld.ATTACHMENT, i % 2 == 0 ? result("y") : large);
                    }
                    done.set(true);
                    return null;
                },
                () -> {
                    while (!done.get()) {
                        assertThat(new ResultCache(folder).result(NETWORK, RuntimeWorld.ATTACHMENT)).isPresent();
                    }
                    return null;
                }));
    }

    @Test
    void writersDoNotDisturbEachOtherAndLeaveNothingUnfinished() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            Attachment attachment = Attachment.of("container-" + writer / 2, "/some/netns", "eth0");
            writers.add(() -> {
                for (int i = 0; i < WRITES; i++) {
                    new ResultCache(folder).write(NETWORK, attachment, result("x"));
                }
                return null;
            });
        }

        inParallel(writers);

        assertThat(new ResultCache(folder).entries()).hasSize(2);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("results"));
        }
    }

    @Test
    void aLinkToAFolderIsAsGoodAsAFolder(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve("results"), elsewhere);

        new ResultCache(folder).write(NETWORK, RuntimeWorld.ATTACHMENT, result("x"));

        assertThat(elsewhere.resolve("pods-some-container-eth0")).exists();
        assertThat(new ResultCache(folder).entries()).hasSize(1);
    }

    private static PluginResult result(String filling) {
        return PluginResult.of(JsonObject.builder().put("filling", filling).build(), NETWORK.cniVersion());
    }

    private static void inParallel(List<Callable<Void>> works) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            for (Future<Void> future : threads.invokeAll(works)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
