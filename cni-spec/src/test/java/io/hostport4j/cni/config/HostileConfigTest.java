package io.hostport4j.cni.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Files that are nearly right: each loads, or is refused with its name on one line. */
class HostileConfigTest {

    private static final String VALID = """
            {"cniVersion": "1.0.0", "cniVersions": ["0.4.0", "1.1.0"], "name": "pods", "disableCheck": "false", "disableGC": true,
             "loadOnlyInlinedPlugins": false,
             "plugins": [{"type": "bridge", "capabilities": {"mac": true}, "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.0.0.0/8"}]]}},
                         {"type": "portmap", "capabilities": {"portMappings": true}, "snat": true}]}
            """;
    private static final List<String> PIECES = List.of(
            "null", "true", "\"true\"", "-1", "1e999", "0.1", "\"\"", "{}", "[]", "[[", "\"../..\"", "\"\\u0000\"", "\\", "\"a\": ", ",", "}", "\"",
            "\"1.0.0\"", "\"99999999999.0.0\"", "\"plugins\"", "\"type\"", "\"name\"", "{\"type\": 7}", "\n\n", "\u0001", "[\"\"]", "{\"\": 0}");
    private static final int MUTANTS = 500;

    @TempDir
    private Path folder;

    @RepeatedTest(8)
    void aMutantLoadsOrIsRefusedByItsName(RepetitionInfo seed) throws IOException {
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(random);
            Path file = Files.write(folder.resolve("10.conflist"), mutant);
            try {
                NetworkList list = NetworkList.load(file);
                assertThat(list.plugins()).isNotEmpty();
                assertThat(NetworkList.parse(list.text()).name()).isEqualTo(list.name());
            } catch (ConfigException e) {
                assertThat(e.getMessage()).startsWith("unable to ").contains("\"" + file + "\": ").hasLineCount(1);
            }
        }
    }

    private static byte[] mutant(Random random) {
        StringBuilder text = new StringBuilder(VALID);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int start = random.nextInt(text.length());
            int end = Math.min(text.length(), start + random.nextInt(20));
            text.replace(start, end, random.nextInt(4) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size())));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
