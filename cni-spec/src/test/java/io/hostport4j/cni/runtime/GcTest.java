package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcTest {

    private static final NetworkList NETWORK = RuntimeWorld.network("1.1.0", "first", "second");
    private static final ValidAttachment VALID = new ValidAttachment("some-container", "eth0");

    @TempDir
    private Path folder;
    private RuntimeWorld world;

    @BeforeEach
    void makeWorld() {
        world = new RuntimeWorld(folder);
    }

    @Test
    void aValidAttachmentStaysAndEveryPluginHearsOfItUnderBothNames() {
        add(NETWORK, "some-container");

        world.runtime.gc(NETWORK, List.of(VALID));

        assertThat(world.calls()).containsExactly("GC first", "GC second");
        assertThat(world.request("first")).hasToString("{\"type\":\"first\",\"name\":\"pods\",\"cniVersion\":\"1.1.0\","
                + "\"cni.dev/valid-attachments\":[{\"containerID\":\"some-container\",\"ifname\":\"eth0\"}],"
                + "\"cni.dev/attachments\":[{\"containerID\":\"some-container\",\"ifname\":\"eth0\"}]}");
        assertThat(world.log.get(0).request().config().validAttachments()).contains(List.of(VALID));
        assertThat(world.cache.files()).hasSize(1);
    }

    @Test
    void anAttachmentThatIsNotValidIsDeletedAsItWasAdded() {
        Attachment stale = RuntimeWorld.ATTACHMENT.withArgs(Map.of("K", "V"))
                .withCapabilityArgs(JsonObject.parse("{\"portMappings\": [{\"hostPort\": 8080}]}"));
        NetworkList network = NetworkList.parse("{\"cniVersion\": \"1.1.0\", \"name\": \"pods\", \"plugins\": [{\"type\": \"first\","
                + " \"capabilities\": {\"portMappings\": true}}]}");
        world.runtime.add(network, stale);
        world.log.clear();

        world.runtime.gc(network, List.of());

        assertThat(world.calls()).containsExactly("DEL first", "GC first");
        PluginRequest delete = world.log.get(0).request();
        assertThat(delete.containerId()).isEqualTo("some-container");
        assertThat(delete.netns()).contains("/some/netns");
        assertThat(delete.args().text()).isEqualTo("K=V");
        assertThat(delete.config().runtimeConfig()).hasToString("{\"portMappings\":[{\"hostPort\":8080}]}");
        assertThat(delete.config().prevResult()).contains(RuntimeWorld.result("10.0.0.1/24"));
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void aGcIsOfTheNetworkAndGetsNoArgumentsOfAttachments() {
        world.runtime.gc(NETWORK, List.of());

        PluginRequest request = world.log.get(0).request();
        assertThat(request.containerId()).isEmpty();
        assertThat(request.netns()).isEmpty();
        assertThat(request.config().raw().has("runtimeConfig")).isFalse();
        assertThat(request.config().validAttachments()).contains(List.of());
    }

    @Test
    void attachmentsOfOtherNetworksStay() {
        add(NetworkList.parse("{\"cniVersion\": \"1.1.0\", \"name\": \"other\", \"plugins\": [{\"type\": \"first\"}]}"), "c");

        world.runtime.gc(NETWORK, List.of());

        assertThat(world.calls()).containsExactly("GC first", "GC second");
        assertThat(world.cache.files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3.1", "0.4.0", "1.0.0"})
    void beforeOneDotOnePluginsAreNotAskedButWhatIsStaleGoes(String version) {
        NetworkList network = RuntimeWorld.network(version, "first");
        add(network, "c");

        world.runtime.gc(network, List.of(VALID));

        assertThat(world.calls()).containsExactly("DEL first");
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void aNetworkThatWantsNoGcIsLeftAlone() {
        NetworkList network = RuntimeWorld.networkWith("\"cniVersion\": \"1.1.0\", \"disableGC\": true", "first");
        add(network, "c");

        world.runtime.gc(network, List.of());

        assertThat(world.calls()).isEmpty();
        assertThat(world.cache.files()).hasSize(1);
    }

    @Test
    void addAndGcAndDelAndGcAgainLeaveNothing() {
        add(NETWORK, "some-container");
        world.runtime.gc(NETWORK, List.of());
        world.runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT);
        world.runtime.gc(NETWORK, List.of());

        assertThat(world.calls()).containsExactly("DEL second", "DEL first", "GC first", "GC second", "DEL second", "DEL first",
                "GC first", "GC second");
    }

    @Test
    void noFailureKeepsTheRestFromBeingDone() {
        add(NETWORK, "a");
        add(NETWORK, "b");
        world.plugin("second").fail(Command.DEL, 5, "disk", "");
        world.plugin("first").fail(Command.GC, 11, "later", "");

        assertThatThrownBy(() -> world.runtime.gc(NETWORK, List.of())).isInstanceOfSatisfying(GarbageCollectionException.class, e -> {
            assertThat(e).hasMessage("""
                    failed to delete stale attachment a eth0: plugin type="second" failed (delete): disk
                    failed to delete stale attachment b eth0: plugin type="second" failed (delete): disk
                    plugin type="first" failed (gc): later""");
            assertThat(e.getSuppressed()).hasSize(3).allSatisfy(failure -> assertThat(failure).isInstanceOf(CniException.class));
        });
        assertThat(world.calls()).containsExactly("DEL second", "DEL second", "GC first", "GC second");
    }

    @Test
    void aFolderThatCannotBeReadIsAnErrorButPluginsAreAsked() throws IOException {
        Files.createFile(folder.resolve("results"));

        assertThatThrownBy(() -> world.runtime.gc(NETWORK, List.of())).isInstanceOf(GarbageCollectionException.class)
                .hasMessageStartingWith("unable to read the CNI cache");
        assertThat(world.calls()).containsExactly("GC first", "GC second");
    }

    private void add(NetworkList network, String containerId) {
        world.runtime.add(network, Attachment.of(containerId, "/some/netns", "eth0"));
        world.log.clear();
    }
}
