package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

    private static final NetworkList NETWORK = RuntimeWorld.network("0.4.0", "first", "second", "third");

    @TempDir
    private Path folder;
    private RuntimeWorld world;

    @BeforeEach
    void makeWorld() {
        world = new RuntimeWorld(folder);
    }

    @Test
    void everyPluginGetsTheFinalResult() {
        world.runtime.add(NETWORK, RuntimeWorld.ATTACHMENT);
        world.log.clear();

        world.runtime.check(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.calls()).containsExactly("CHECK first", "CHECK second", "CHECK third");
        assertThat(world.previousAddress("first")).contains("10.0.0.3/24");
        assertThat(world.previousAddress("third")).contains("10.0.0.3/24");
    }

    @Test
    void withoutANoteThereIsNoResult() {
        world.runtime.check(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.calls()).containsExactly("CHECK first", "CHECK second", "CHECK third");
        assertThat(world.previousAddress("first")).isEmpty();
    }

    @Test
    void aNoteOfAnotherVersionIsConverted() {
        world.runtime.add(RuntimeWorld.network("1.1.0", "first"), RuntimeWorld.ATTACHMENT);

        world.runtime.check(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.request("first").optionalObject("prevResult").orElseThrow()).hasToString(
                "{\"cniVersion\":\"0.4.0\",\"ips\":[{\"version\":\"4\",\"address\":\"10.0.0.1/24\"}],\"dns\":{}}");
    }

    @Test
    void theFirstErrorEndsIt() {
        world.plugin("second").fail(Command.CHECK, 101, "the address is gone", "");

        assertThatThrownBy(() -> world.runtime.check(NETWORK, RuntimeWorld.ATTACHMENT)).isInstanceOfSatisfying(CniException.class, e -> {
            assertThat(e.code()).isEqualTo(101);
            assertThat(e.msg()).isEqualTo("plugin type=\"second\" failed (check): the address is gone");
        });
        assertThat(world.calls()).containsExactly("CHECK first", "CHECK second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.1.0", "0.2.0", "0.3.0", "0.3.1"})
    void aNetworkThatIsTooOldCannotBeChecked(String version) {
        assertThatThrownBy(() -> world.runtime.check(RuntimeWorld.network(version, "first"), RuntimeWorld.ATTACHMENT))
                .isInstanceOf(CniException.class)
                .hasMessageContaining("does not support the CHECK command");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void aNetworkThatWantsNoCheckIsNotChecked() throws IOException {
        breakNote();

        assertThatCode(() -> world.runtime.check(
                RuntimeWorld.networkWith("\"cniVersion\": \"1.0.0\", \"disableCheck\": true", "first"), RuntimeWorld.ATTACHMENT))
                .doesNotThrowAnyException();
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void aBrokenNoteIsAnErrorThatNamesTheFile() throws IOException {
        Path file = breakNote();

        assertThatThrownBy(() -> world.runtime.check(NETWORK, RuntimeWorld.ATTACHMENT)).isInstanceOf(ResultCacheException.class)
                .hasMessage("unable to use cached result \"" + file + "\": not valid JSON at line 1, column 1");
        assertThat(world.calls()).isEmpty();
    }

    private Path breakNote() throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve("results")).resolve("pods-some-container-eth0"), "adfadsf ");
    }
}
