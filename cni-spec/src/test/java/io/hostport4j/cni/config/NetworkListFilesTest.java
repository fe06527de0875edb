package io.hostport4j.cni.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists whose plugins stand in files of their own, in the folder with the network's name. */
class NetworkListFilesTest {

    private static final String INLINED = ", \"plugins\": [{\"type\": \"inlined\"}]";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            absent  | true   | true   | inlined,beside
            absent  | true   | false  | inlined
            absent  | false  | true   | beside
            false   | true   | true   | inlined,beside
            false   | true   | false  | inlined
            false   | false  | true   | beside
            true    | true   | true   | inlined
            true    | true   | false  | inlined
            "true"  | true   | true   | inlined
            """)
    void pluginsBesideAreAppendedUnlessTheListWantsNone(String only, boolean inlined, boolean beside, String types) throws IOException {
        if (beside) {
            beside("10-a.conf", "{\"type\": \"beside\"}");
        }

        NetworkList list = NetworkList.load(write(only, inlined));

        assertThat(list.plugins()).extracting(PluginConfig::type).containsExactly(types.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            absent  | false  | no plugin configs found, neither in it nor in
            false   | false  | no plugin configs found, neither in it nor in
            true    | false  | plugins: missing, although loadOnlyInlinedPlugins
            true    | true   | plugins: missing, although loadOnlyInlinedPlugins
            """)
    void aNetworkWithoutPluginsIsRefused(String only, boolean beside, String message) throws IOException {
        if (beside) {
            beside("10-a.conf", "{\"type\": \"beside\"}");
        }
        Path file = write(only, false);

        assertThatThrownBy(() -> NetworkList.load(file)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("\"" + file + "\"").hasMessageContaining(message);
    }

    @Test
    void theyComeByNameAndOnlyFromConfFiles() throws IOException {
        beside("20-b.conf", "{\"type\": \"b\"}");
        beside("10-a.conf", "{\"type\": \"a\"}");
        beside("30-c.json", "{\"type\": \"c\"}");
        beside("README", "no JSON");

        assertThat(NetworkList.load(write("absent", true)).plugins()).extracting(PluginConfig::type).containsExactly("inlined", "a", "b");
    }

    @Test
    void aBrokenOneIsNamed() throws IOException {
        Path broken = beside("10-a.conf", "{\"type\": 7}");
        Path file = write("absent", true);

        assertThatThrownBy(() -> NetworkList.load(file)).isInstanceOf(ConfigException.class)
                .hasMessage("unable to load \"" + broken + "\": type: 7 is not a string");
    }

    @Test
    void theTextHasThemSoThatItIsWholeWithoutTheFolder() throws IOException {
        beside("10-a.conf", "{\"type\": \"beside\", \"mtu\": 1e3}");

        String text = NetworkList.load(write("absent", true)).text();

        assertThat(text).isEqualTo("{\"name\":\"pods\",\"plugins\":[{\"type\":\"inlined\"},{\"type\":\"beside\",\"mtu\":1e3}],"
                + "\"loadOnlyInlinedPlugins\":true}");
        assertThat(NetworkList.parse(text).plugins()).hasSize(2);
    }

    @Test
    void aSinglePluginsFileMakesANetwork() throws IOException {
        Path file = Files.writeString(folder.resolve("10-a.conf"), "{\"name\": \"pods\", \"type\": \"bridge\"}");

        assertThat(NetworkList.load(file).plugins()).extracting(PluginConfig::type).containsExactly("bridge");
    }

    @Test
    void aListInAFileForOnePluginIsRefusedWithTheCause() throws IOException {
        Path file = Files.writeString(folder.resolve("10-a.conf"), "{\"name\": \"pods\", \"plugins\": [{\"type\": \"bridge\"}]}");

        assertThatThrownBy(() -> NetworkList.load(file)).isInstanceOf(ConfigException.class).hasMessage("unable to load \"" + file
                + "\": type: missing; a list of plugins belongs into a file whose name ends in .conflist");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("10-a.conflist");

        assertThatThrownBy(() -> NetworkList.load(file)).isInstanceOf(ConfigException.class)
                .hasMessage("unable to read \"" + file + "\": there is no such file");
    }

    private Path write(String only, boolean inlined) throws IOException {
        String key = only.equals("absent") ? "" : ", \"loadOnlyInlinedPlugins\": " + only;
        return Files.writeString(folder.resolve("10-pods.conflist"), "{\"name\": \"pods\"" + key + (inlined ? INLINED : "") + "}");
    }

    private Path beside(String name, String content) throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve("pods")).resolve(name), content);
    }
}
