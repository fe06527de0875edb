package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTextTest {
    private static final String PLUGIN = "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            {"plugins":[{"type":"a"}]}        | {"plugins":[{"type":"a"},{"type":"portmap","capabilities":{"portMappings":true}}]}
            {"plugins": [{"type": "a"}]}      | {"plugins": [{"type": "a"}, {"type": "portmap", "capabilities": {"portMappings": true}}]}
            { "plugins" : [ { "type" : "a" } ] } | { "plugins" : [ { "type" : "a" }, { "type" : "portmap", "capabilities" : {"portMappings" : true} } ] }
            {"plugins":[{"type":"a"}],"x":1e5}| {"plugins":[{"type":"a"},{"type":"portmap","capabilities":{"portMappings":true}}],"x":1e5}
            """, delimiter = '|')
    void aPluginLooksLikeItsNeighbour(String before, String after) {
        assertThat(ListText.parse(before).withPluginAfter(0)).isEqualTo(after);
        assertThat(ListText.parse(after).withoutPlugin(1)).isEqualTo(before);
    }

    @Test
    void linesEndAsTheyDoAndTabsStayTabs() {
        String before = "{\r\n\t\"plugins\": [\r\n\t\t{\r\n\t\t\t\"type\": \"a\"\r\n\t\t}\r\n\t]\r\n}";
        String after = "{\r\n\t\"plugins\": [\r\n\t\t{\r\n\t\t\t\"type\": \"a\"\r\n\t\t},\r\n\t\t{\r\n\t\t\t\"type\": \"portmap\",\r\n"
                + "\t\t\t\"capabilities\": {\"portMappings\": true}\r\n\t\t}\r\n\t]\r\n}";
        assertThat(ListText.parse(before).withPluginAfter(0)).isEqualTo(after);
        assertThat(ListText.parse(after).withoutPlugin(1)).isEqualTo(before);
    }

    @Test
    void emptyLinesAreNotCopied() {
        String before = "{\"plugins\": [\n\n  {\"type\": \"a\"},\n\n\n  {\"type\": \"b\"}\n\n]}";
        assertThat(ListText.parse(before).withPluginAfter(1))
                .isEqualTo("{\"plugins\": [\n\n  {\"type\": \"a\"},\n\n\n  {\"type\": \"b\"},\n  " + PLUGIN + "\n\n]}");
    }

    @Test
    void itComesRightBehindTheOneNamed() {
        String before = "{\"plugins\": [{\"type\": \"a\"}, {\"type\": \"b\"}, {\"type\": \"c\"}]}";
        assertThat(ListText.parse(before).withPluginAfter(0))
                .isEqualTo("{\"plugins\": [{\"type\": \"a\"}, " + PLUGIN + ", {\"type\": \"b\"}, {\"type\": \"c\"}]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void takingItOutAgainGivesTheTextFromBefore(int place) {
        String before = "{\"plugins\" : [{\"type\": \"a\", \"x\": [1.50, 1e400, 12345678901234567890]} ,\n {\"type\": \"b\"}\t,{\"type\": \"c\"}  ] } \n\n";
        String with = ListText.parse(before).withPluginAfter(place);
        assertThat(ListText.parse(with).withoutPlugin(place + 1)).isEqualTo(before);
    }

    @Test
    void theFirstOneGoesWithItsComma() {
        assertThat(ListText.parse("{\"plugins\": [" + PLUGIN + ", {\"type\": \"b\"}]}").withoutPlugin(0))
                .isEqualTo("{\"plugins\": [{\"type\": \"b\"}]}");
    }

    @Test
    void theOnlyOneStays() {
        assertThatThrownBy(() -> ListText.parse("{\"plugins\": [" + PLUGIN + "]}").withoutPlugin(0))
                .isInstanceOf(InstallException.class).hasMessageContaining("the only one of its chain");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            {"type": "portmap"}                                               | {"type": "portmap", "capabilities": {"portMappings": true}}
            {"type": "portmap", "snat": true}                                 | {"type": "portmap", "snat": true, "capabilities": {"portMappings": true}}
            {"type": "portmap", "capabilities": {}}                           | {"type": "portmap", "capabilities": {"portMappings": true}}
            {"type": "portmap", "capabilities": null}                         | {"type": "portmap", "capabilities": {"portMappings": true}}
            {"type": "portmap", "capabilities": {"portMappings": false}}      | {"type": "portmap", "capabilities": {"portMappings": true}}
            {"type": "portmap", "capabilities": {"portMappings": null}, "a":1}| {"type": "portmap", "capabilities": {"portMappings": true}, "a":1}
            {"type": "portmap", "capabilities": {"bandwidth":false}}          | {"type": "portmap", "capabilities": {"bandwidth":false,"portMappings":true}}
            {"capabilities": {"b": true}, "type": "portmap"}                  | {"capabilities": {"b": true, "portMappings": true}, "type": "portmap"}
            """, delimiter = '|')
    void theCapabilityIsDeclared(String before, String after) {
        assertThat(ListText.parse("{\"plugins\": [{\"type\": \"a\"}, " + before + "]}").withCapability(1))
                .isEqualTo("{\"plugins\": [{\"type\": \"a\"}, " + after + "]}");
    }

    @Test
    void bracesInStringsAndEscapedKeysAreSeenThrough() {
        String before = "{\"\\u0070lugins\": [{\"type\": \"a\", \"x\": \"]}\\\\\\\" {[,\"}], \"y\": \"\\\\\"}";
        assertThat(ListText.parse(before).withPluginAfter(0))
                .isEqualTo(before.replace("{[,\"}]", "{[,\"}, " + PLUGIN + "]"));
    }

    @Test
    void ofTwoListsTheOneThatARuntimeReadsIsEdited() {
        assertThat(ListText.parse("{\"plugins\": [{\"type\": \"old\"}], \"plugins\": [{\"type\": \"a\"}]}").withPluginAfter(0))
                .isEqualTo("{\"plugins\": [{\"type\": \"old\"}], \"plugins\": [{\"type\": \"a\"}, " + PLUGIN + "]}");
    }

    @Test
    void keysInTwoSpellingsAreDoubtful() {
        ListText capabilities = ListText.parse(
                "{\"plugins\": [{\"type\": \"portmap\", \"Capabilities\": {\"bandwidth\": true}, \"capabilities\": null}]}");
        assertThatThrownBy(() -> capabilities.withCapability(0)).isInstanceOf(InstallException.class).hasMessageContaining("mend it first");
        assertThatThrownBy(() -> ListText.parse("{\"Plugins\": [{\"type\": \"bridge\"}], \"plugins\": null}"))
                .isInstanceOf(InstallException.class).hasMessageContaining("mend it first");
    }
}
