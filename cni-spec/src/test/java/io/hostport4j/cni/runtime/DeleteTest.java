package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteTest {

    private static final NetworkList NETWORK = RuntimeWorld.network("0.4.0", "first", "second", "third");

    @TempDir
    private Path folder;
    private RuntimeWorld world;

    @BeforeEach
    void makeWorld() {
        world = new RuntimeWorld(folder);
    }

    @Test
    void itGoesBackwardsWithTheFinalResultAndForgets() {
        world.runtime.add(NETWORK, RuntimeWorld.ATTACHMENT);
        world.log.clear();

        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.calls()).containsExactly("DEL third", "DEL second", "DEL first");
        assertThat(world.previousAddress("third")).contains("10.0.0.3/24");
        assertThat(world.previousAddress("first")).contains("10.0.0.3/24");
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void twiceIsAsGoodAsOnceAndTheSecondTimeWithoutAResult() {
        world.runtime.add(NETWORK, RuntimeWorld.ATTACHMENT);

        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);
        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.previousAddress("first")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0", "0.3.0", "0.3.1"})
    void beforeZeroDotFourPluginsGetNoResult(String version) {
        NetworkList network = RuntimeWorld.network(version, "first");
        world.runtime.add(network, RuntimeWorld.ATTACHMENT);

        world.runtime.delete(network, RuntimeWorld.ATTACHMENT);

        assertThat(world.request("first").has("prevResult")).isFalse();
        assertThat(world.cache.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adfadsf", "{\"kind\": \"cniCacheV1\"}", "{\"cniVersion\": \"9.0.0\"}", "{\"cniVersion\": \"0.4.0\", \"ips\": 7}"})
    void aNoteThatCannotBeUsedIsRemovedAndHindersNothing(String content) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("results")).resolve("pods-some-container-eth0"), content);

        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.calls()).containsExactly("DEL third", "DEL second", "DEL first");
        assertThat(world.previousAddress("first")).isEmpty();
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void aNoteThatCannotBeConvertedIsRemovedAndHindersNothing() {
        world.plugin("first").result = CniResult.EMPTY;
        world.runtime.add(RuntimeWorld.network("1.0.0", "first"), RuntimeWorld.ATTACHMENT);
        assertThatThrownBy(() -> world.cache.result(RuntimeWorld.network("0.2.0", "first"), RuntimeWorld.ATTACHMENT))
                .isInstanceOf(ResultCacheException.class).hasMessageEndingWith("cannot convert: no valid IP addresses");

        world.runtime.delete(RuntimeWorld.network("0.2.0", "first"), RuntimeWorld.ATTACHMENT);

        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void aFailureEndsItAndKeepsTheNoteForTheNextTry() {
        world.runtime.add(NETWORK, RuntimeWorld.ATTACHMENT);
        world.log.clear();
        world.plugin("second").fail(Command.DEL, 5, "disk", "");

        assertThatThrownBy(() -> world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT)).isInstanceOfSatisfying(CniException.class, e -> {
            assertThat(e.code()).isEqualTo(5);
            assertThat(e.msg()).isEqualTo("plugin type=\"second\" failed (delete): disk");
        });
        assertThat(world.calls()).containsExactly("DEL third", "DEL second");
        assertThat(world.cache.files()).hasSize(1);

        world.plugin("second").succeed(Command.DEL);
        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);
        assertThat(world.previousAddress("first")).contains("10.0.0.3/24");
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void theNetworkNamespaceMayBeGone() {
        Attachment gone = new Attachment("some-container", Optional.empty(), "eth0", Map.of(), JsonObject.empty());

        world.runtime.delete(NETWORK, gone);

        assertThat(world.log).allSatisfy(call -> assertThat(call.request().netns()).isEmpty());
    }

    @Test
    void anotherAttachmentWhoseFileHasTheSameNameIsNotForgotten() {
        NetworkList other = NetworkList.parse("{\"cniVersion\": \"1.0.0\", \"name\": \"pods-some\", \"plugins\": [{\"type\": \"first\"}]}");
        world.runtime.add(other, Attachment.of("container", "/some/netns", "eth0"));

        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);

        assertThat(world.previousAddress("first")).isEmpty();
        assertThat(world.cache.entries()).extracting(CacheEntry::network).containsExactly("pods-some");
    }
}
