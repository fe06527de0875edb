package io.hostport4j.cni.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.types.CniVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkListTest {

    private static final String PLUGINS = "\"plugins\": [{\"type\": \"bridge\"}, {\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}]";

    @Test
    void aListHasItsPluginsInTheirOrder() {
        NetworkList list = list("\"cniVersion\": \"1.0.0\"");

        assertThat(list.name()).isEqualTo("pods");
        assertThat(list.cniVersion()).isEqualTo(CniVersion.V1_0_0);
        assertThat(list.plugins()).extracting(PluginConfig::type).containsExactly("bridge", "portmap");
        assertThat(list.capabilities()).containsExactly("portMappings");
        assertThat(list.disableCheck()).isFalse();
        assertThat(list.disableGc()).isFalse();
    }

    @Test
    void theTextStaysAsItWasWritten() {
        String text = "{ \"name\":\"pods\", \"plugins\":[ {\"type\":\"x\",\"mtu\":1e3} ],\n \"zzz\": 10000000000000000000000 }";

        assertThat(NetworkList.parse(text).text()).isEqualTo(text);
    }

    @Test
    void aListWithoutVersionIsOfTheFirstOne() {
        assertThat(list("\"a\": 1").cniVersion()).isEqualTo(CniVersion.V0_1_0);
    }

    @Test
    void aListMayHaveNoPluginsOfItsOwn() {
        assertThat(NetworkList.parse("{\"name\": \"pods\"}").plugins()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true     | true
            "true"   | true
            "True"   | true
            "TRUE"   | true
            false    | false
            "false"  | false
            "fALSE"  | false
            null     | false
            """)
    void switchesAreBooleansOrTheirNames(String value, boolean meaning) {
        NetworkList list = list("\"disableCheck\": " + value + ", \"disableGC\": " + value);

        assertThat(list.disableCheck()).isEqualTo(meaning);
        assertThat(list.disableGc()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disableCheck", "disableGC", "loadOnlyInlinedPlugins"})
    void anythingElseForASwitchIsAnErrorThatNamesKeyAndValue(String key) {
        assertRefused("\"" + key + "\": \"yes\"", key + ": \"yes\" is not true or false");
        assertRefused("\"" + key + "\": 1", key + ": 1 is not true or false");
        assertRefused("\"" + key + "\": [true]", key + ": [true] is not true or false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["0.4.0", "1.0.0"]                   |          | 1.0.0
            ["1.0.0", "0.4.0"]                   |          | 1.0.0
            ["0.3.1", "1.1.0", "9.0.0"]          |          | 1.1.0
            ["0.4.0"]                            | 1.0.0    | 1.0.0
            ["0.4.0"]                            | 0.3.1    | 0.4.0
            ["9.0.0"]                            | 0.4.0    | 0.4.0
            []                                   | 0.4.0    | 0.4.0
            []                                   |          | 0.1.0
            ["9.0.0"]                            |          | 0.1.0
            ["9.0.0"]                            | 8.0.0    | 8.0.0
            """)
    void ofSeveralVersionsTheHighestCountsThatIsKnown(String versions, String version, String chosen) {
        String single = version == null ? "" : ", \"cniVersion\": \"" + version + "\"";

        assertThat(list("\"cniVersions\": " + versions + single).cniVersion()).isEqualTo(CniVersion.parse(chosen));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "cniVersion": 1                      | cniVersion: 1 is not a string
            "cniVersion": "one"                  | cniVersion: invalid version "one": "one" is not a number
            "cniVersions": "1.0.0"               | cniVersions: "1.0.0" is not a list
            "cniVersions": ["1.0.0", 2]          | cniVersions[1]: 2 is not a string
            "cniVersions": ["1.0.0", "x"]        | cniVersions[1]: invalid version "x": "x" is not a number
            "cniVersions": ["9.0.0", "1.2.3.4"]  | cniVersions[1]: invalid version "1.2.3.4": too many parts
            """)
    void aVersionThatIsNoneIsAnError(String members, String message) {
        assertRefused(members, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                       | name: missing
            {"name": null}                                           | name: missing
            {"name": 7}                                              | name: 7 is not a string
            {"name": ""}                                             | name: "": missing network name
            {"name": "../pods"}                                      | name: "../pods": invalid characters found in network name
            {"name": "pods", "plugins": {}}                          | plugins: {} is not a list
            {"name": "pods", "plugins": []}                          | plugins: the list is empty; it needs one plugin at least
            {"name": "pods", "plugins": [7]}                         | plugins[0]: 7 is not an object
            {"name": "pods", "plugins": [{"type": "a"}, {}]}         | plugins[1].type: missing
            {"name": "pods", "plugins": [{"type": 7}]}               | plugins[0].type: 7 is not a string
            {"name": "pods", "plugins": [{"type": ""}]}              | plugins[0].type: "" is empty; write the name of the plugin's binary
            {"name": "pods", "plugins": [{"type": "a", "capabilities": []}]}         | plugins[0].capabilities: [] is not an object
            {"name": "pods", "plugins": [{"type": "a", "capabilities": {"x": "y"}}]} | plugins[0].capabilities.x: "y" is not true or false
            {"name": "pods", "loadOnlyInlinedPlugins": true}         | plugins: missing, although loadOnlyInlinedPlugins says that there are no others
            {"name": "pods", "loadOnlyInlinedPlugins": "TRUE", "plugins": null} | plugins: missing, although loadOnlyInlinedPlugins says that there are no others
            {"name": "pods"                                          | unexpected end of JSON input
            []                                                       | the document is not a JSON object
            """)
    void whatIsWrongWithAListIsSaidByKeyAndValue(String json, String message) {
        assertThatThrownBy(() -> NetworkList.parse(json)).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void onePluginMakesANetworkOfItsNameAndVersion() {
        NetworkList list = NetworkList.of(PluginConfig.parse(
                "{\"cniVersion\": \"0.4.0\", \"name\": \"pods\", \"type\": \"bridge\", \"mtu\": 1e3}"));

        assertThat(list.name()).isEqualTo("pods");
        assertThat(list.cniVersion()).isEqualTo(CniVersion.V0_4_0);
        assertThat(list.text()).isEqualTo("{\"name\":\"pods\",\"cniVersion\":\"0.4.0\",\"plugins\":[{\"cniVersion\":\"0.4.0\","
                + "\"name\":\"pods\",\"type\":\"bridge\",\"mtu\":1e3}]}");
    }

    @Test
    void onePluginWithoutANameMakesNoNetwork() {
        assertThatThrownBy(() -> NetworkList.of(PluginConfig.parse("{\"type\": \"bridge\"}")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("name: missing");
    }

    private static NetworkList list(String members) {
        return NetworkList.parse("{\"name\": \"pods\", " + members + ", " + PLUGINS + "}");
    }

    private static void assertRefused(String members, String message) {
        assertThatThrownBy(() -> list(members)).isInstanceOf(ConfigException.class).hasMessage(message);
    }
}
