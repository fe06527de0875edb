package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConfigTest {

    @Test
    void readsThePrevResultInTheConfigsVersion() {
        NetworkConfig config =
                config("0.4.0", "{\"prevResult\": {\"ips\": [{\"version\": \"4\", \"address\": \"10.0.0.2/24\"}]}}");

        assertThat(config.prevResult().orElseThrow().ips()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"prevResult\": null}"})
    void hasNoPrevResultWhenThereIsNone(String json) {
        assertThat(config("1.1.0", json).prevResult()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[] | prevResult: [] is not an object",
                "{\"cniVersion\": \"0.4.0\"} | result type supports [1.0.0 1.1.0] but unmarshalled CNIVersion is \"0.4.0\"",
                "{\"ips\": [{\"address\": \"x\"}]} "
                        + "| prevResult.ips[0].address: \"x\" is not an IP address with a prefix length",
            })
    void saysWhyThePrevResultCannotBeRead(String prevResult, String why) {
        NetworkConfig config = config("1.1.0", "{\"prevResult\": " + prevResult + "}");

        assertThatThrownBy(config::prevResult)
                .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isEqualTo(6))
                .hasMessage("could not parse prevResult: " + why);
    }

    @Test
    void aBrokenPrevResultDoesNotHinderAHandlerThatDoesNotAsk() {
        RecordingPlugin plugin = new RecordingPlugin();
        PluginWorld world = PluginWorld.calling("DEL")
                .config("{\"cniVersion\": \"1.1.0\", \"name\": \"n\", \"prevResult\": \"rubbish\","
                        + "\"runtimeConfig\": 5, \"type\": []}");

        assertThat(world.run(plugin)).isZero();
        assertThat(plugin.calls).containsExactly("DEL");
    }

    @Test
    void theRuntimeConfigIsEmptyWhenThereIsNone() {
        assertThat(config("1.1.0", "{\"runtimeConfig\": null}").runtimeConfig()).isEqualTo(JsonObject.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cni.dev/valid-attachments", "cni.dev/attachments"})
    void readsTheValidAttachments(String key) {
        NetworkConfig config = config("1.1.0", "{\"" + key + "\": [{\"containerID\": \"c1\", \"ifname\": \"eth0\"},"
                + "{\"containerID\": \"c1\", \"ifname\": \"net1\"}]}");

        assertThat(config.validAttachments().orElseThrow())
                .containsExactly(new ValidAttachment("c1", "eth0"), new ValidAttachment("c1", "net1"));
    }

    @Test
    void prefersTheKeyOfTheSpecification() {
        NetworkConfig config = config("1.1.0", "{\"cni.dev/attachments\": [{\"containerID\": \"c1\", \"ifname\": \"eth0\"}],"
                + "\"cni.dev/valid-attachments\": []}");

        assertThat(config.validAttachments().orElseThrow()).isEmpty();
    }

    @Test
    void tellsNoListFromAListOfNone() {
        assertThat(config("1.1.0", "{}").validAttachments()).isEmpty();
        assertThat(config("1.1.0", "{\"cni.dev/valid-attachments\": null}").validAttachments()).isEmpty();
        assertThat(config("1.1.0", "{\"cni.dev/valid-attachments\": []}").validAttachments()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"ifname\": \"eth0\"} | cni.dev/valid-attachments[0].containerID: missing",
                "{\"containerID\": \"\", \"ifname\": \"eth0\"} | cni.dev/valid-attachments[0].containerID: missing",
                "{\"containerID\": \"c1\"} | cni.dev/valid-attachments[0].ifname: missing",
            })
    void anAttachmentWithoutIdentityIsAnErrorSinceNothingMayBeDeletedByGuess(String attachment, String msg) {
        NetworkConfig config = config("1.1.0", "{\"cni.dev/valid-attachments\": [" + attachment + "]}");

        assertThatThrownBy(config::validAttachments)
                .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isEqualTo(7))
                .hasMessage(msg);
    }

    @Test
    void attachmentsOfTheWrongTypeAreAnError() {
        NetworkConfig config = config("1.1.0", "{\"cni.dev/valid-attachments\": {}}");

        assertThatThrownBy(config::validAttachments)
                .isInstanceOf(JsonException.class)
                .hasMessage("cni.dev/valid-attachments: {} is not a list");
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing network name",
        "te%%st, invalid characters found in network name",
        "-n, invalid characters found in network name",
    })
    void aNetworkNameIsRequiredAndChecked(String name, String msg) {
        RecordingPlugin plugin = new RecordingPlugin();
        PluginWorld world = PluginWorld.calling("ADD").config("{\"cniVersion\": \"1.1.0\", \"name\": \"" + name + "\"}");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(7);
        assertThat(world.errorMsg()).isEqualTo(msg);
        assertThat(world.errorDetails()).isEqualTo(name);
        assertThat(plugin.calls).isEmpty();
    }

    private static NetworkConfig config(String version, String json) {
        return new NetworkConfig(CniVersion.parse(version), "n", JsonObject.parse(json));
    }
}
