package io.hostport4j.cni.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginConfigTest {

    private static final PluginConfig BRIDGE = PluginConfig.parse("{\"type\": \"bridge\", \"mtu\": 1500.0, \"own\": {\"b\": 1, \"a\": 2}}");

    @Test
    void onlyCapabilitiesThatAreTrueAreDeclared() {
        PluginConfig plugin = PluginConfig.parse(
                "{\"type\": \"x\", \"capabilities\": {\"b\": true, \"off\": false, \"a\": true, \"none\": null}}");

        assertThat(plugin.capabilities()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"added": "x"}               | {"type":"bridge","mtu":1500.0,"own":{"b":1,"a":2},"added":"x"}
            {"mtu": 9000}                | {"type":"bridge","mtu":9000,"own":{"b":1,"a":2}}
            {"own": {"c": [1, "2"]}}     | {"type":"bridge","mtu":1500.0,"own":{"c":[1,"2"]}}
            {"type": "ptp"}              | {"type":"ptp","mtu":1500.0,"own":{"b":1,"a":2}}
            {"mtu": 1, "added": false}   | {"type":"bridge","mtu":1,"own":{"b":1,"a":2},"added":false}
            {"MTU": 1}                   | {"type":"bridge","own":{"b":1,"a":2},"MTU":1}
            {}                           | {"type":"bridge","mtu":1500.0,"own":{"b":1,"a":2}}
            """)
    void whatIsPutInReplacesAKeyAndLeavesTheOthersAsTheyWere(String members, String result) {
        assertThat(BRIDGE.with(JsonObject.parse(members)).raw().toString()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"": 1}                 | a key to be put into a configuration cannot be empty
            {"a": null}             | a: null cannot be put into a configuration
            {"type": ""}            | type: "" is empty; write the name of the plugin's binary
            {"type": 7}             | type: 7 is not a string
            {"name": 7}             | name: 7 is not a string
            {"cniVersion": []}      | cniVersion: [] is not a string
            {"capabilities": true}  | capabilities: true is not an object
            """)
    void whatWouldMakeNoConfigurationIsRefused(String members, String message) {
        assertThatThrownBy(() -> BRIDGE.with(JsonObject.parse(members))).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void aConfigurationWithoutTypeIsRefused() {
        assertThatThrownBy(() -> PluginConfig.parse("{\"name\": \"x\"}")).isInstanceOf(ConfigException.class).hasMessage("type: missing");
    }
}
