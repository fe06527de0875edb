package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginInstallerTest {
    @TempDir
    private Path base;
    private Path home;
    private Path libraries;
    private Path bin;

    @BeforeEach
    void furnish() throws IOException {
        home = distribution("home", "first");
        libraries = base.resolve("the node's libraries");
        bin = Files.createDirectory(base.resolve("bin"));
    }

    @Test
    void thePluginStartsFromACopyOfTheDistribution() throws Exception {
        installer(home).install();
        Files.move(home, base.resolve("gone"));
        assertThat(run()).isEqualTo("first a b\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bin.resolve("portmap")))).isEqualTo("rwxr-xr-x");
        assertThat(Files.isRegularFile(copy("1.0").resolve("lib/sub/a.jar"))).isTrue();
    }

    @Test
    void uninstallLeavesNothing() {
        installer(home).install();
        installer(home).uninstall();
        assertThat(bin).isEmptyDirectory();
        assertThat(libraries).doesNotExist();
    }

    @Test
    void aPluginThatWasThereComesBackWithItsBytesModeOwnerAndTime() throws Exception {
        Files.writeString(bin.resolve("portmap"), "the reference");
        Files.setPosixFilePermissions(bin.resolve("portmap"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(bin.resolve("portmap"), FileTime.from(Instant.parse("2024-02-29T01:02:03.456789Z")));
        Map<String, String> before = Contents.all(bin);
        installer(home).install();
        assertThat(run()).isEqualTo("first a b\n");
        installer(home).uninstall();
        assertThat(Contents.all(bin)).isEqualTo(before);
    }

    @Test
    void aLinkComesBackAsALink() throws IOException {
        Files.createSymbolicLink(bin.resolve("portmap"), Path.of("../elsewhere/portmap"));
        installer(home).install();
        installer(home).uninstall();
        assertThat(Files.readSymbolicLink(bin.resolve("portmap"))).isEqualTo(Path.of("../elsewhere/portmap"));
    }

    @Test
    void aSecondInstallationChangesNothing() {
        installer(home).install();
        assertThat(installer(home).install().isEmpty()).isTrue();
    }

    @Test
    void theShimIsThePluginWhereThereIsOneAndTellsWhereTheCommandIs() throws Exception {
        Files.writeString(home.resolve("lib/portmap-shim"), "\177ELF and the rest");
        installer(home).install();
        String way = "../the node's libraries/" + copy("1.0").getFileName() + "/bin/portmap";
        assertThat(Files.readString(bin.resolve("portmap"), StandardCharsets.ISO_8859_1)).isEqualTo("\177ELF and the rest" + way + "\0\0\0"
                + (char) way.length() + "\n# The portmap plugin of hostport4j; \"hostport uninstall\" takes it away.\n");
        assertThat(bin.resolve("portmap")).isExecutable();
        assertThat(installer(home).install().isEmpty()).isTrue();
        installer(home).uninstall();
        assertThat(bin).isEmptyDirectory();
        assertThat(libraries).doesNotExist();
    }

    @Test
    void aScriptOfAnOlderVersionGivesWayToTheShimWithoutAWord() throws Exception {
        installer(home).install();
        Path next = distribution("next", "second");
        Files.writeString(next.resolve("lib/portmap-shim"), "\177ELF");
        assertThat(new PluginInstaller(next, "2.0", libraries, bin).install().notes()).isEmpty();
        assertThat(bin.resolve("portmap.hostport4j_bak")).doesNotExist();
        new PluginInstaller(next, "2.0", libraries, bin).uninstall();
        assertThat(bin).isEmptyDirectory();
    }

    @Test
    void anUpgradeLeavesTheOldCopyToThosePluginsThatRunFromIt() throws Exception {
        installer(home).install();
        Path old = copy("1.0");
        new PluginInstaller(distribution("next", "second"), "2.0", libraries, bin).install();
        assertThat(run()).isEqualTo("second a b\n");
        assertThat(old).isDirectory();
        installer(home).uninstall();
        assertThat(bin).isEmptyDirectory();
        assertThat(libraries).doesNotExist();
    }

    @Test
    void aDamagedCopyIsReplaced() throws Exception {
        installer(home).install();
        Files.delete(copy("1.0").resolve("lib/sub/a.jar"));
        installer(home).install();
        assertThat(Files.isRegularFile(copy("1.0").resolve("lib/sub/a.jar"))).isTrue();
    }

    @Test
    void aPluginThatAnotherInstallerBroughtSinceIsReplacedAgainWithAWord() throws Exception {
        Files.writeString(bin.resolve("portmap"), "old");
        installer(home).install();
        Files.writeString(bin.resolve("portmap"), "new");
        assertThat(run(copy("1.0").resolve("bin/portmap"))).as("nothing was written through to the copy").isEqualTo("first a b\n");

        assertThat(installer(home).install().notes()).singleElement().asString().contains("was replaced by another plugin");
        assertThat(run()).isEqualTo("first a b\n");

        installer(home).uninstall();
        assertThat(Contents.texts(bin)).containsOnly(Map.entry("portmap", "new"));
    }

    @Test
    void uninstallLeavesAPluginThatAnotherInstallerBroughtSince() throws IOException {
        Files.writeString(bin.resolve("portmap"), "old");
        installer(home).install();
        Files.writeString(bin.resolve("portmap"), "new");
        assertThat(installer(home).uninstall().notes()).singleElement().asString().contains("it stays");
        assertThat(Contents.texts(bin)).containsOnly(Map.entry("portmap", "new"));
    }

    @Test
    void aDistributionThatLiesWithTheLibrariesIsNotCopiedAndNotDeleted() throws Exception {
        Path placed = Files.move(home, Files.createDirectories(libraries).resolve("mine"));
        installer(placed).install();
        assertThat(run()).isEqualTo("first a b\n");
        assertThat(Contents.texts(bin)).hasSize(1);
        installer(placed).uninstall();
        assertThat(placed).isDirectory();
        assertThat(bin).isEmptyDirectory();
    }

    @Test
    void theNodesFoldersMayBeMountedElsewhereWhenItIsInstalled() throws Exception {
        Path mounted = Files.createDirectories(base.resolve("host/it's/opt"));
        Path plugins = Files.createDirectories(mounted.resolve("cni/bin"));
        new PluginInstaller(home, "1.0", mounted.resolve("hostport4j"), plugins).install();
        Files.move(base.resolve("host"), base.resolve("node"));
        assertThat(run(base.resolve("node/it's/opt/cni/bin/portmap"))).isEqualTo("first a b\n");
    }

    @Test
    void aFolderWithoutADistributionIsAnError() {
        assertThatThrownBy(() -> installer(base).install()).isInstanceOf(InstallException.class);
        assertThat(bin).isEmptyDirectory();
    }

    @Test
    void aMissingFolderForPluginsIsNamed() {
        assertThatThrownBy(() -> new PluginInstaller(home, "1.0", libraries, base.resolve("no"))).isInstanceOf(InstallException.class)
                .hasMessageContaining("/no\"; name the one that the runtime looks for plugins in");
    }

    @Test
    void anInstallationOrItsRemovalThatEndsLeavesTheOldPluginOrTheNewOne() throws Exception {
        Files.writeString(bin.resolve("portmap"), "the reference");
        String old = Contents.texts(bin).get("portmap");
        EndingDisk counting = new EndingDisk(-1, EndingDisk.Moment.BEFORE);
        installer(counting).install();
        installer(counting).uninstall();
        int calls = counting.calls();
        for (int last = 0; last < calls; last++) {
            for (EndingDisk.Moment moment : EndingDisk.Moment.values()) {
                boolean ended = false;
                PluginInstaller ending = installer(new EndingDisk(last, moment));
                try {
                    ending.install();
                    ending.uninstall();
                } catch (EndingDisk.End end) {
                    ended = true;
                }
                assertThat(ended).isTrue();
                if (!Contents.texts(bin).get("portmap").equals(old)) {
                    assertThat(run()).as("%s, %s of %s", last, moment, calls).isEqualTo("first a b\n");
                }
                installer(counting).install();
                assertThat(Contents.texts(bin)).containsOnlyKeys("portmap", "portmap.hostport4j_bak");
                assertThat(run()).isEqualTo("first a b\n");
                installer(counting).uninstall();
                assertThat(Contents.texts(bin)).containsOnly(Map.entry("portmap", old));
                assertThat(libraries).doesNotExist();
            }
        }
    }

    private PluginInstaller installer(Path distribution) {
        return new PluginInstaller(distribution, "1.0", libraries, bin);
    }

    private PluginInstaller installer(Disk disk) {
        return new PluginInstaller(home, "1.0", libraries, bin, disk);
    }

    private Path distribution(String name, String word) throws IOException {
        Path folder = base.resolve(name);
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("lib/sub"));
        Path command = Files.writeString(folder.resolve("bin/portmap"), "#!/bin/sh\necho " + word + " \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("lib/sub/a.jar"), word);
        return folder;
    }

    private Path copy(String version) throws IOException {
        try (Stream<Path> copies = Files.list(libraries)) {
            return copies.filter(path -> path.getFileName().toString().startsWith(version + "-")).findFirst().orElseThrow();
        }
    }

    private String run() throws Exception {
        return run(bin.resolve("portmap"));
    }

    private static String run(Path command) throws Exception {
        Process process = new ProcessBuilder(command.toString(), "a", "b").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
