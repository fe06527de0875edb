package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {

    private static final String PORTS = "{\"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80, \"vendor\": 1.50}]}";

    @TempDir
    private Path folder;
    private RuntimeWorld world;

    @BeforeEach
    void makeWorld() {
        world = new RuntimeWorld(folder);
    }

    @Test
    void aPluginGetsWhatItDeclaresAndNothingElse() {
        add(network("{\"portMappings\": true}", "{\"mac\": true, \"bandwidth\": false}"),
                "{\"portMappings\": [{\"hostPort\": 8080, \"vendor\": 1.50}], \"mac\": \"02:00:00:00:00:01\"}");

        assertThat(runtimeConfig("first")).isEqualTo("{\"portMappings\":[{\"hostPort\":8080,\"vendor\":1.50}]}");
        assertThat(runtimeConfig("second")).isEqualTo("{\"mac\":\"02:00:00:00:00:01\"}");
    }

    @Test
    void aPluginForWhichThereIsNothingHasNoRuntimeConfig() {
        add(network("{\"portMappings\": true, \"mac\": false}", "{}"), PORTS);

        assertThat(world.request("first").has("runtimeConfig")).isTrue();
        assertThat(world.request("second").has("runtimeConfig")).isFalse();
    }

    @Test
    void checkAndDelGetThemToo() {
        NetworkList network = network("{\"portMappings\": true}", "{}");
        Attachment attachment = RuntimeWorld.ATTACHMENT.withCapabilityArgs(JsonObject.parse(PORTS));

        world.runtime.check(network, attachment);
        assertThat(world.request("first").has("runtimeConfig")).isTrue();
        world.runtime.delete(network, attachment);
        assertThat(world.request("first").has("runtimeConfig")).isTrue();
    }

    @Test
    void portsThatNoPluginTakesAreRefusedBeforeAnyPluginIsCalled() {
        NetworkList network = network("{\"mac\": true}", "{\"portMappings\": false}");

        assertThatThrownBy(() -> add(network, PORTS)).isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isEqualTo(7))
                .hasMessage("network \"pods\" cannot take \"portMappings\": none of its plugins (first, second) declares the capability;"
                        + " chain the plugin that serves it with \"capabilities\": {\"portMappings\": true}");
        assertThat(world.calls()).isEmpty();
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void everyCapabilityThatNoPluginTakesIsNamed() {
        assertThatThrownBy(() -> add(network("{\"mac\": true}", "{}"), "{\"mac\": \"x\", \"bandwidth\": {\"rate\": 1}, \"ips\": [\"a\"]}"))
                .hasMessageContaining("cannot take \"bandwidth\", \"ips\":");
    }

    @Test
    void aCapabilityInOtherLettersIsAnotherOne() {
        assertThatThrownBy(() -> add(network("{\"portmappings\": true}", "{}"), PORTS)).hasMessageContaining("\"portMappings\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"portMappings\": null}", "{\"portMappings\": []}", "{\"mac\": \"\", \"dns\": {}}"})
    void whoAskedForNothingIsConnected(String args) {
        add(network("{}", "{}"), args);

        assertThat(world.calls()).containsExactly("ADD first", "ADD second");
    }

    @Test
    void whoWantsItAsInLibcniHasThemLeftOut() {
        world.runtime.with(UnclaimedCapabilities.IGNORE)
                .add(network("{}", "{}"), RuntimeWorld.ATTACHMENT.withCapabilityArgs(JsonObject.parse(PORTS)));

        assertThat(world.calls()).containsExactly("ADD first", "ADD second");
        assertThat(world.request("first").has("runtimeConfig")).isFalse();
    }

    @Test
    void delNeverRefuses() {
        world.runtime.delete(network("{}", "{}"), RuntimeWorld.ATTACHMENT.withCapabilityArgs(JsonObject.parse(PORTS)));

        assertThat(world.calls()).containsExactly("DEL second", "DEL first");
    }

    private void add(NetworkList network, String args) {
        world.runtime.add(network, RuntimeWorld.ATTACHMENT.withCapabilityArgs(JsonObject.parse(args)));
    }

    private String runtimeConfig(String type) {
        return world.request(type).optionalObject("runtimeConfig").orElseThrow().toString();
    }

    private static NetworkList network(String first, String second) {
        return NetworkList.parse("{\"cniVersion\": \"1.0.0\", \"name\": \"pods\", \"plugins\": [{\"type\": \"first\", \"capabilities\": "
                + first + "}, {\"type\": \"second\", \"capabilities\": " + second + "}]}");
    }
}
