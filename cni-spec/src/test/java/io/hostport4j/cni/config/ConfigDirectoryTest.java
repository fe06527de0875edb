package io.hostport4j.cni.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConfigDirectoryTest {

    @TempDir
    private Path folder;
    private ConfigDirectory directory;

    @BeforeEach
    void open() {
        directory = new ConfigDirectory(folder);
    }

    @Test
    void filesAreByNameAndOfTheThreeKinds() throws IOException {
        for (String name : new String[] {"20.conf", "10.json", "15.conflist", "05.conflist.bak", "README", "a.CONF"}) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("01.conf"));

        assertThat(directory.files()).extracting(file -> file.getFileName().toString()).containsExactly("10.json", "15.conflist", "20.conf");
    }

    @Test
    void aFolderThatIsNotThereHasNoFiles() {
        assertThat(new ConfigDirectory(folder.resolve("none")).files()).isEmpty();
    }

    @Test
    void ofTwoListsOfANameTheFirstIsTaken() throws IOException {
        list("20-b.conflist", "pods", "second");
        list("10-a.conflist", "pods", "first");

        assertThat(type("pods")).isEqualTo("first");
    }

    @Test
    void aListGoesBeforeASinglePlugin() throws IOException {
        single("10-a.conf", "pods", "single");
        list("20-b.conflist", "pods", "list");

        assertThat(type("pods")).isEqualTo("list");
    }

    @Test
    void aSinglePluginIsFoundInBothOfItsKindsOfFiles() throws IOException {
        list("10.conflist", "other", "list");
        single("20.conf", "a", "conf");
        single("30.json", "b", "json");

        assertThat(type("a")).isEqualTo("conf");
        assertThat(type("b")).isEqualTo("json");
    }

    @Test
    void aSinglePluginWithoutANameIsNobodysHindrance() throws IOException {
        Files.writeString(folder.resolve("10.conf"), "{\"type\": \"loopback\"}");
        single("20.conf", "pods", "bridge");

        assertThat(type("pods")).isEqualTo("bridge");
    }

    @Test
    void aBrokenFileBeforeTheRightOneFailsTheSearchAndIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("10.conflist"), "{\"name\": \"other\", \"plugins\": 7}");
        list("20.conflist", "pods", "bridge");

        assertThatThrownBy(() -> directory.find("pods")).isInstanceOf(ConfigException.class)
                .hasMessage("unable to load \"" + broken + "\": plugins: 7 is not a list");
    }

    @Test
    void aBrokenFileBehindTheRightOneDoesNotMatter() throws IOException {
        list("10.conflist", "pods", "bridge");
        Files.writeString(folder.resolve("20.conflist"), "{");

        assertThat(type("pods")).isEqualTo("bridge");
    }

    @Test
    void aNameThatNobodyHasIsSomethingElseThanNoConfigurationAtAll() throws IOException {
        assertThatThrownBy(() -> directory.find("pods")).isInstanceOf(NoConfigsException.class)
                .hasMessage("no network configurations found in \"" + folder + "\"");
        list("10.conflist", "other", "bridge");
        assertThatThrownBy(() -> directory.find("pods")).isInstanceOf(NetworkNotFoundException.class)
                .hasMessage("no network configuration with name \"pods\" in \"" + folder + "\"");
    }

    @Test
    void aLinkToNowhereIsAnErrorAndNoNetworkThatIsMissing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("10.conflist"), folder.resolve("nowhere"));

        assertThatThrownBy(() -> directory.find("pods")).hasMessage("unable to read \"" + link + "\": there is no such file");
    }

    @Test
    @Timeout(30)
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("10.conflist");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> directory.find("pods")).hasMessage("unable to read \"" + pipe + "\": it is no regular file");
    }

    @Test
    void aFileThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("10.conflist");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertThatThrownBy(() -> directory.find("pods")).hasMessage("unable to read \"" + file + "\": it is larger than 8388608 bytes");
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("10.conflist"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> directory.find("pods")).hasMessage("unable to read \"" + file + "\": it is not UTF-8 text");
    }

    private String type(String network) {
        return directory.find(network).plugins().get(0).type();
    }

    private void list(String file, String name, String type) throws IOException {
        Files.writeString(folder.resolve(file), "{\"name\": \"" + name + "\", \"plugins\": [{\"type\": \"" + type + "\"}]}");
    }

    private void single(String file, String name, String type) throws IOException {
        Files.writeString(folder.resolve(file), "{\"name\": \"" + name + "\", \"type\": \"" + type + "\"}");
    }
}
