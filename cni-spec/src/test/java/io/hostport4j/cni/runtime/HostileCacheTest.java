package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.config.ConfigException;
import io.hostport4j.cni.config.NetworkList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Files of the cache that are nearly right: each is read, or refused with its name, and none keeps a container from going. */
class HostileCacheTest {

    private static final NetworkList NETWORK = RuntimeWorld.network("1.0.0", "first");
    private static final List<String> PIECES = List.of("null", "true", "-1", "1e999", "\"\"", "{}", "[]", "[[", "\"../..\"", "\"\\u0000\"", "\\", ",", "}",
            "\"", "\"0.2.0\"", "\"99.0.0\"", "=", ";", "\"kind\"", "\"10.0.0.2\"", "\n", "\u0001", "[\"\"]", "[[\"a\"]]", "\"cniCacheV2\"");
    private static final int MUTANTS = 300;

    @TempDir
    private Path folder;

    @RepeatedTest(8)
    void aMutantIsReadOrRefusedByItsName(RepetitionInfo seed) throws IOException {
        RuntimeWorld world = new RuntimeWorld(folder);
        world.runtime.add(NETWORK, RuntimeWorld.ATTACHMENT);
        Path file = world.cache.files().get(0);
        byte[] valid = Files.readAllBytes(file);
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(file, mutant(new String(valid, StandardCharsets.UTF_8), random));

            useOrRefuse(file, () -> world.cache.read(file).ifPresent(HostileCacheTest::useList));
            useOrRefuse(file, () -> world.cache.result(NETWORK, RuntimeWorld.ATTACHMENT));
            assertThat(world.cache.entries()).hasSizeLessThanOrEqualTo(1);
            world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);
        }
    }

    private static void useOrRefuse(Path file, Runnable use) {
        try {
            use.run();
        } catch (ResultCacheException e) {
            assertThat(e.getMessage()).contains("\"" + file + "\": ").hasLineCount(1);
        }
    }

    private static void useList(CacheEntry entry) {
        try {
            assertThat(entry.list().name()).isNotEmpty();
        } catch (ConfigException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static byte[] mutant(String valid, Random random) {
        StringBuilder text = new StringBuilder(valid);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int start = random.nextInt(text.length());
            int end = Math.min(text.length(), start + random.nextInt(20));
            text.replace(start, end, random.nextInt(4) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
