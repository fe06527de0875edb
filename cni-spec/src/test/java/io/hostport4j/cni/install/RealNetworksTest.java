package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks as they are out there. */
class RealNetworksTest {
    @TempDir
    private Path folder;

    static List<Path> all() {
        return RealNetworks.all();
    }

    static List<Path> withoutThePlugin() {
        return RealNetworks.withoutThePlugin();
    }

    @Test
    void thereAreTwelve() {
        assertThat(RealNetworks.all()).hasSize(24);
        assertThat(RealNetworks.withoutThePlugin()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("all")
    void installAndUninstallGiveBackTheSameBytesModeOwnerAndTime(Path network) throws IOException {
        place(network);
        Map<String, String> before = Contents.all(folder);
        ChainInstaller installer = new ChainInstaller(folder);

        installer.install(InstallRequest.USUAL);
        assertThat(covered()).isTrue();

        installer.uninstall(Optional.empty());
        assertThat(Contents.all(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSecondInstallationChangesNothing(Path network) throws IOException {
        place(network);
        ChainInstaller installer = new ChainInstaller(folder);
        installer.install(InstallRequest.USUAL);
        Map<String, String> installed = Contents.all(folder);

        assertThat(installer.install(InstallRequest.USUAL).isEmpty()).isTrue();
        assertThat(Contents.all(folder)).isEqualTo(installed);

        installer.uninstall(Optional.empty());
        assertThat(installer.uninstall(Optional.empty()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("withoutThePlugin")
    void thePluginComesLastAndAllElseIsAsItWas(Path network) throws IOException {
        JsonObject before = JsonObject.parse(Files.readAllBytes(place(network)));
        new ChainInstaller(folder).install(InstallRequest.USUAL);

        JsonObject after = JsonObject.parse(((ConfFile.Network) new ConfFolder(folder).taken().orElseThrow()).text());
        List<JsonObject> expected = new ArrayList<>(before.has("plugins") ? before.objects("plugins") : List.of(before));
        expected.add(JsonObject.parse("{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}"));
        assertThat(after.objects("plugins")).isEqualTo(expected);
        assertThat(after.optionalString("name")).isEqualTo(before.optionalString("name"));
        assertThat(after.optionalString("cniVersion")).isEqualTo(before.optionalString("cniVersion"));
        if (before.has("plugins")) {
            assertThat(after.keys()).containsExactlyElementsOf(before.keys());
        }
    }

    @ParameterizedTest
    @MethodSource("withoutThePlugin")
    void onlyLinesAreAddedToAList(Path network) throws IOException {
        if (FileNames.isList(place(network))) {
            assertThat(new ChainInstaller(folder).planInstall(InstallRequest.USUAL).diff().lines().skip(3))
                    .filteredOn(line -> line.startsWith("-")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("withoutThePlugin")
    void whatSomebodyElseChangedSinceStays(Path network) throws IOException {
        place(network);
        ChainInstaller installer = new ChainInstaller(folder);
        installer.install(InstallRequest.USUAL);
        Path installed = new ConfFolder(folder).taken().orElseThrow().path();
        String changed = Files.readString(installed).replaceFirst("\"cniVersion\": ?\"[0-9.]+\"", "\"cniVersion\": \"0.3.2\"");
        if (changed.equals(Files.readString(installed))) {
            changed = Files.readString(installed).replaceFirst("multus-cni-network", "other");
        }
        Files.writeString(installed, changed);

        Plan plan = installer.uninstall(Optional.empty());

        assertThat(Contents.texts(folder)).containsOnlyKeys(installed.getFileName().toString());
        assertThat(plan.notes()).singleElement().asString().contains("was changed since the plugin was installed; only the plugin goes");
        assertThat(ChainEdit.made(network(changed, installed), network(Files.readString(installed), installed))).isTrue();
    }

    private Path place(Path network) throws IOException {
        Path file = folder.resolve(network.getFileName());
        Files.copy(network, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-02-29T01:02:03.456789Z")));
        return file;
    }

    private boolean covered() {
        return ((ConfFile.Network) new ConfFolder(folder).taken().orElseThrow()).isCovered();
    }

    private static ConfFile.Network network(String text, Path path) {
        return (ConfFile.Network) ConfFile.parse(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
