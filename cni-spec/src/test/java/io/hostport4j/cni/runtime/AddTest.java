package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddTest {

    @TempDir
    private Path folder;
    private RuntimeWorld world;

    @BeforeEach
    void makeWorld() {
        world = new RuntimeWorld(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"})
    void eachPluginGetsTheResultOfTheOneBefore(String version) {
        PluginResult result = world.runtime.add(RuntimeWorld.network(version, "first", "second", "third"), RuntimeWorld.ATTACHMENT);

        assertThat(world.calls()).containsExactly("ADD first", "ADD second", "ADD third");
        assertThat(world.previousAddress("first")).isEmpty();
        assertThat(world.previousAddress("second")).contains("10.0.0.1/24");
        assertThat(world.previousAddress("third")).contains("10.0.0.2/24");
        assertThat(result.decoded()).isEqualTo(RuntimeWorld.result("10.0.0.3/24"));
        assertThat(result.version()).isEqualTo(CniVersion.parse(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0"})
    void theFirstVersionsChainTheirOwnKindOfResult(String version) {
        PluginResult result = world.runtime.add(RuntimeWorld.network(version, "first", "second"), RuntimeWorld.ATTACHMENT);

        assertThat(world.request("second").optionalObject("prevResult").orElseThrow().optionalObject("ip4").orElseThrow().requiredString("ip"))
                .isEqualTo("10.0.0.1/24");
        assertThat(result.json().optionalObject("ip4").orElseThrow().requiredString("ip")).isEqualTo("10.0.0.2/24");
    }

    @Test
    void aPluginIsToldTheAttachment() {
        world.runtime.add(RuntimeWorld.network("1.1.0", "first"), RuntimeWorld.ATTACHMENT.withArgs(Map.of("K", "V=1")));

        PluginRequest request = world.log.get(0).request();
        assertThat(request.containerId()).isEqualTo("some-container");
        assertThat(request.netns()).contains("/some/netns");
        assertThat(request.ifName()).isEqualTo("eth0");
        assertThat(request.args().text()).isEqualTo("K=V=1");
        assertThat(request.path()).isEqualTo(folder.toString());
    }

    @Test
    void aRequestIsThePluginsConfigurationWithNameAndVersionOfTheList() {
        NetworkList network = NetworkList.parse("{\"cniVersion\": \"1.0.0\", \"name\": \"pods\", \"plugins\": [{\"zzz\": 1e3, \"name\": \"own\","
                + " \"type\": \"first\", \"cniVersion\": \"0.3.1\", \"capabilities\": {\"mac\": true}, \"Name\": 7}]}");

        world.runtime.add(network, RuntimeWorld.ATTACHMENT);

        assertThat(world.request("first")).hasToString("{\"zzz\":1e3,\"name\":\"pods\",\"type\":\"first\",\"cniVersion\":\"1.0.0\","
                + "\"capabilities\":{\"mac\":true}}");
    }

    @Test
    void aListWithoutVersionIsAskedInTheFirstOne() {
        world.runtime.add(RuntimeWorld.networkWith("\"a\": 1", "first"), RuntimeWorld.ATTACHMENT);

        assertThat(world.request("first").requiredString("cniVersion")).isEqualTo("0.1.0");
    }

    @Test
    void aNetworkOfOnePluginIsCalledUnderItsOwnName() throws IOException {
        Path file = Files.writeString(folder.resolve("x.conf"), "{\"cniVersion\": \"0.4.0\", \"name\": \"single\", \"type\": \"first\", \"own\": 1}");

        world.runtime.add(NetworkList.load(file), RuntimeWorld.ATTACHMENT);

        assertThat(world.request("first")).hasToString("{\"cniVersion\":\"0.4.0\",\"name\":\"single\",\"type\":\"first\",\"own\":1}");
    }

    @Test
    void aFailureEndsTheChainAndLeavesNoNote() {
        world.plugin("second").fail(Command.ADD, 11, "the lock is held", "by pid 7");

        assertThatThrownBy(() -> world.runtime.add(RuntimeWorld.network("1.0.0", "first", "second", "third"), RuntimeWorld.ATTACHMENT))
                .isInstanceOfSatisfying(CniException.class, e -> {
                    assertThat(e.code()).isEqualTo(11);
                    assertThat(e.msg()).isEqualTo("plugin type=\"second\" failed (add): the lock is held");
                    assertThat(e.details()).isEqualTo("by pid 7");
                });
        assertThat(world.calls()).containsExactly("ADD first", "ADD second");
        assertThat(world.cache.files()).isEmpty();
    }

    @Test
    void anErrorHasThePluginsNameIfItHasOne() {
        world.plugin("first").fail(Command.ADD, 100, "no", "");
        NetworkList network = NetworkList.parse("{\"name\": \"pods\", \"plugins\": [{\"type\": \"first\", \"name\": \"mine\"}]}");

        assertThatThrownBy(() -> world.runtime.add(network, RuntimeWorld.ATTACHMENT))
                .hasMessage("plugin type=\"first\" name=\"mine\" failed (add): no");
    }

    @Test
    void aFormerNoteSurvivesAnAddThatFails() {
        NetworkList network = RuntimeWorld.network("1.0.0", "first");
        world.runtime.add(network, RuntimeWorld.ATTACHMENT);
        world.plugin("first").fail(Command.ADD, 100, "no", "");

        assertThatThrownBy(() -> world.runtime.add(network, RuntimeWorld.ATTACHMENT)).isInstanceOf(CniException.class);

        assertThat(world.cache.find("pods", RuntimeWorld.ATTACHMENT)).isPresent();
    }

    @Test
    void afterSuccessResultAndConfigurationAreNoted() {
        NetworkList network = RuntimeWorld.network("1.0.0", "first", "second");

        PluginResult result = world.runtime.add(network, RuntimeWorld.ATTACHMENT);

        CacheEntry entry = world.cache.find("pods", RuntimeWorld.ATTACHMENT).orElseThrow();
        assertThat(entry.result()).contains(result.json());
        assertThat(entry.config()).isEqualTo(network.text());
        assertThat(world.cache.result(network, RuntimeWorld.ATTACHMENT)).contains(result);
    }

    @Test
    void aBrokenNoteIsReplaced() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("results")).resolve("pods-some-container-eth0"), "adfadsf");

        world.runtime.add(RuntimeWorld.network("1.0.0", "first"), RuntimeWorld.ATTACHMENT);

        assertThat(world.cache.find("pods", RuntimeWorld.ATTACHMENT)).isPresent();
    }

    @Test
    void everyAttachmentHasItsOwnNote() {
        NetworkList network = RuntimeWorld.network("1.0.0", "first");

        world.runtime.add(network, RuntimeWorld.ATTACHMENT);
        world.runtime.add(network, Attachment.of("some-container", "/some/netns", "eth1"));
        world.runtime.add(network, Attachment.of("other", "/some/netns", "eth0"));

        assertThat(world.cache.files()).extracting(file -> file.getFileName().toString())
                .containsExactly("pods-other-eth0", "pods-some-container-eth0", "pods-some-container-eth1");
    }

    @Test
    void aCacheThatCannotBeWrittenIsAnError() throws IOException {
        Files.createFile(folder.resolve("results"));

        assertThatThrownBy(() -> world.runtime.add(RuntimeWorld.network("1.0.0", "first"), RuntimeWorld.ATTACHMENT))
                .isInstanceOf(ResultCacheException.class)
                .hasMessageStartingWith("failed to set network \"pods\" cached result: unable to write \"" + folder.resolve("results"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '`', textBlock = """
            ``|eth0|3|missing containerID
            .hidden|eth0|4|invalid characters in containerID
            a/b|eth0|4|invalid characters in containerID
            some%%id|eth0|4|invalid characters in containerID
            c|``|4|interface name is empty
            c|sixteencharacter|4|interface name is too long
            c|.|4|interface name is . or ..
            c|..|4|interface name is . or ..
            c|te/st|4|interface name contains / or : or whitespace characters
            c|te:st|4|interface name contains / or : or whitespace characters
            c|te st|4|interface name contains / or : or whitespace characters
            """)
    void anAttachmentWithANameThatPluginsWouldRefuseCannotBe(String containerId, String ifName, int code, String msg) {
        assertThatThrownBy(() -> Attachment.of(containerId, "/some/netns", ifName)).isInstanceOfSatisfying(CniException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.msg()).isEqualTo(msg);
        });
    }

    @ParameterizedTest
    @CsvSource({"'',v", "k;,v", "k=,v", "k,v;w"})
    void aPairOfCniArgsThatWouldComeApartCannotBe(String key, String value) {
        assertThatThrownBy(() -> RuntimeWorld.ATTACHMENT.withArgs(Map.of(key, value))).isInstanceOf(CniException.class)
                .hasMessageStartingWith("CNI_ARGS: the pair \"" + key + "=" + value + "\" would come apart");
    }

    @Test
    void aNetworkWithoutPluginsConnectsNobody() {
        assertThatThrownBy(() -> world.runtime.add(NetworkList.parse("{\"name\": \"pods\"}"), RuntimeWorld.ATTACHMENT))
                .isInstanceOf(CniException.class).hasMessage("network \"pods\" has no plugins");
    }

    @Test
    void aPluginThatPrintsNothingHasGivenNoResult() {
        CniRuntime runtime = new CniRuntime(new OneAnswer(new PluginAnswer(0, "", "")), world.cache);

        assertThatThrownBy(() -> runtime.add(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT))
                .isInstanceOf(PluginExecutionException.class)
                .hasMessage("plugin type=\"x\" failed (add): netplugin gave a result that cannot be read: unexpected end of JSON input");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null                                        | {"cniVersion":"1.0.0"}
            {}                                          | {"cniVersion":"1.0.0"}
            {"cniVersion": ""}                          | {"cniVersion":"1.0.0"}
            {"own": 1e3, "cniVersion": "1.0.0"}         | {"own":1e3,"cniVersion":"1.0.0"}
            {"cniVersion": "1.1.0", "own": 1}           | {"cniVersion":"1.0.0"}
            {"cniVersion": "0.2.0", "ip4": {"ip": "10.0.0.2/24"}} | {"cniVersion":"1.0.0","ips":[{"address":"10.0.0.2/24"}]}
            """)
    void aResultIsBroughtIntoTheNetworksVersionAndStaysOtherwiseAsItWas(String stdout, String result) {
        CniRuntime runtime = new CniRuntime(new OneAnswer(new PluginAnswer(0, stdout, "")), world.cache);

        assertThat(runtime.add(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT).json()).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7                                     | netplugin gave a result that cannot be read: the document is not a JSON object
            nonsense                              | netplugin gave a result that cannot be read: not valid JSON at line 1, column 1
            {} {}                                 | netplugin gave a result that cannot be read: unexpected text after the JSON object at line 1, column 4
            {"ips": [{"address": "x"}]}           | netplugin gave a result that cannot be read: ips[0].address: "x" is not an IP address with a prefix length
            {"cniVersion": "9.0.0"}               | unsupported CNI result version "9.0.0"
            {"cniVersion": "x"}                   | result with invalid version "x": "x" is not a number
            """)
    void aResultThatIsNoneIsAnError(String stdout, String message) {
        CniRuntime runtime = new CniRuntime(new OneAnswer(new PluginAnswer(0, stdout, "")), world.cache);

        assertThatThrownBy(() -> runtime.add(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT))
                .hasMessage("plugin type=\"x\" failed (add): " + message);
    }

    @Test
    void aResultWithoutAddressesIsFineInAVersionThatCouldNotBeConvertedTo() {
        CniRuntime runtime = new CniRuntime(new OneAnswer(new PluginAnswer(0, "{\"cniVersion\": \"0.2.0\", \"dns\": {}}", "")), world.cache);

        assertThat(runtime.add(RuntimeWorld.network("0.2.0", "x", "y"), RuntimeWorld.ATTACHMENT).decoded()).isEqualTo(CniResult.EMPTY);
    }

    @Test
    void whatASuccessfulPluginWritesForPeopleIsPassedOn() {
        StringBuilder heard = new StringBuilder();
        CniRuntime runtime = new CniRuntime(new OneAnswer(new PluginAnswer(0, "{}", "beware\n")), world.cache)
                .tellingMessagesTo((type, text) -> heard.append(type).append(": ").append(text));

        runtime.add(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT);

        assertThat(heard).hasToString("x: beware\n");
    }

    @Test
    void unknownKeysOfAResultReachTheNextPluginAndTheCache() {
        String stdout = "{\"cniVersion\":\"1.0.0\",\"vendor\":{\"a\":1.50}}";
        OneAnswer invoker = new OneAnswer(new PluginAnswer(0, stdout, ""));

        new CniRuntime(invoker, world.cache).add(RuntimeWorld.network("1.0.0", "x", "y"), RuntimeWorld.ATTACHMENT);

        assertThat(JsonObject.parse(invoker.lastCall.stdin()).optionalObject("prevResult").orElseThrow()).hasToString(stdout);
        assertThat(world.cache.entries().get(0).result().orElseThrow()).hasToString(stdout);
    }
}
