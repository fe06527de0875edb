package io.hostport4j.cni.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    @Test
    void readsEveryType() {
        JsonObject json = JsonObject.parse(
                """
                {"s": "text", "b": true, "i": -7, "o": {"k": "v"}, "l": ["a", ""], "os": [{"k": 1}, {}]}""");

        assertThat(json.optionalString("s")).contains("text");
        assertThat(json.optionalBool("b")).contains(true);
        assertThat(json.optionalInt("i")).hasValue(-7);
        assertThat(json.optionalObject("o").orElseThrow().optionalString("k")).contains("v");
        assertThat(json.strings("l")).containsExactly("a", "");
        assertThat(json.objects("os")).hasSize(2);
        assertThat(json.keys()).containsExactly("s", "b", "i", "o", "l", "os");
    }

    @Test
    void findsAKeyInAnyCase() {
        assertThat(JsonObject.parse("{\"CNIVersion\": \"1.0.0\"}").optionalString("cniVersion")).contains("1.0.0");
    }

    @Test
    void prefersTheExactKey() {
        assertThat(JsonObject.parse("{\"Name\": \"a\", \"name\": \"b\", \"NAME\": \"c\"}").optionalString("name"))
                .contains("b");
    }

    @Test
    void takesTheLastOfKeysThatAllDifferInCase() {
        assertThat(JsonObject.parse("{\"Name\": \"a\", \"NAME\": \"c\"}").optionalString("name")).contains("c");
    }

    @Test
    void takesTheLastOfEqualKeys() {
        assertThat(JsonObject.parse("{\"a\": 1, \"a\": 2}").optionalInt("a")).hasValue(2);
    }

    @Test
    void treatsNullAsAbsent() {
        JsonObject json = JsonObject.parse("{\"portMappings\": null}");

        assertThat(json.has("portMappings")).isFalse();
        assertThat(json.optionalString("portMappings")).isEmpty();
        assertThat(json.optionalBool("portMappings")).isEmpty();
        assertThat(json.optionalInt("portMappings")).isEmpty();
        assertThat(json.optionalObject("portMappings")).isEmpty();
        assertThat(json.objects("portMappings")).isEmpty();
        assertThat(json.strings("portMappings")).isEmpty();
    }

    @Test
    void aNullHidesNoKeyThatDiffersInCase() {
        assertThat(JsonObject.parse("{\"NAME\": \"a\", \"name\": null}").optionalString("name")).contains("a");
        assertThat(JsonObject.parse("{\"NAME\": \"a\", \"Name\": null}").optionalString("name")).contains("a");
    }

    @Test
    void tellsAnEmptyListFromNone() {
        JsonObject json = JsonObject.parse("{\"empty\": []}");

        assertThat(json.has("empty")).isTrue();
        assertThat(json.has("none")).isFalse();
        assertThat(json.strings("empty")).isEqualTo(json.strings("none")).isEmpty();
    }

    @Test
    void namesThePathAndTheValueOfAWrongType() {
        JsonObject json = JsonObject.parse("{\"runtimeConfig\": {\"portMappings\": [{\"hostPort\": \"eighty\"}]}}");
        JsonObject mapping =
                json.optionalObject("runtimeConfig").orElseThrow().objects("portMappings").get(0);

        assertThatThrownBy(() -> mapping.optionalInt("hostPort"))
                .isInstanceOf(JsonException.class)
                .hasMessage("runtimeConfig.portMappings[0].hostPort: \"eighty\" is not an integer");
        assertThat(mapping.pathOf("hostPort")).isEqualTo("runtimeConfig.portMappings[0].hostPort");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80.5", "80.0", "8e1", "2147483648", "-2147483649", "99999999999999999999"})
    void refusesANumberThatIsNoInt(String number) {
        assertThatThrownBy(() -> JsonObject.parse("{\"p\": " + number + "}").optionalInt("p"))
                .isInstanceOf(JsonException.class)
                .hasMessage("p: " + number + " is not an integer between -2147483648 and 2147483647");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "string, 'a: 1 is not a string'",
                "strings, 'a: 1 is not a list'",
                "objects, 'a: 1 is not a list'",
                "object, 'a: 1 is not an object'",
                "bool, 'a: 1 is not true or false'",
            })
    void refusesANumberWhereAnotherTypeIsAskedFor(String asked, String message) {
        assertThatThrownBy(() -> read(asked, JsonObject.parse("{\"a\": 1}")))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    private static Object read(String asked, JsonObject json) {
        return switch (asked) {
            case "string" -> json.optionalString("a");
            case "strings" -> json.strings("a");
            case "objects" -> json.objects("a");
            case "object" -> json.optionalObject("a");
            case "bool" -> json.optionalBool("a");
            default -> throw new IllegalArgumentException(asked);
        };
    }

    @Test
    void refusesTheWrongElementOfAList() {
        JsonObject json = JsonObject.parse("{\"l\": [\"a\", null], \"o\": [{}, [1, {\"x\": 2}]]}");

        assertThatThrownBy(() -> json.strings("l")).hasMessage("l[1]: null is not a string");
        assertThatThrownBy(() -> json.objects("o")).hasMessage("o[1]: [1,{\"x\":2}] is not an object");
    }

    @Test
    void shortensALongValueInAMessage() {
        JsonObject json = JsonObject.parse("{\"a\": \"" + "x".repeat(5000) + "\"}");

        assertThatThrownBy(() -> json.optionalInt("a"))
                .hasMessage("a: \"" + "x".repeat(99) + "... is not an integer");
    }

    @Test
    void saysWhichRequiredKeyIsMissing() {
        JsonObject json = JsonObject.parse("{\"o\": {\"k\": null}}");

        assertThatThrownBy(() -> json.optionalObject("o").orElseThrow().requiredString("k")).hasMessage("o.k: missing");
    }

    @Test
    void putsThePathBeforeWhatAParserSays() {
        JsonObject json = JsonObject.parse("{\"a\": \"x\"}");
        Function<String, Integer> parser = text -> {
            throw new IllegalArgumentException("\"" + text + "\" is not an address");
        };

        assertThatThrownBy(() -> json.optionalParsed("a", parser))
                .isInstanceOf(JsonException.class)
                .hasMessage("a: \"x\" is not an address");
        assertThat(json.optionalParsed("b", parser)).isEmpty();
    }

    @Test
    void cannotBeChangedThroughItsLists() {
        JsonObject json = JsonObject.parse("{\"l\": [\"a\"]}");

        assertThatThrownBy(() -> json.strings("l").add("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> json.keys().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isEqualWhereverItWasFound() {
        JsonObject outer = JsonObject.parse("{\"o\": {\"a\": 1, \"b\": [true]}}");

        assertThat(outer.optionalObject("o")).contains(JsonObject.parse("{\"b\": [true], \"a\": 1}"));
        assertThat(JsonObject.parse("{\"a\": 1}")).isNotEqualTo(JsonObject.parse("{\"a\": 2}"));
    }

    @Test
    void aBuilderThatWasUsedDoesNotChangeWhatItBuilt() {
        JsonObjectBuilder builder = JsonObject.builder().put("a", 1);
        JsonObject before = builder.build();
        builder.put("a", 2);

        assertThat(before.optionalInt("a")).hasValue(1);
        assertThat(builder.build().optionalInt("a")).hasValue(2);
    }

    @Test
    void aBuilderStartsWithWhatTheObjectHas() {
        JsonObject json = JsonObject.parse("{\"a\": 1e400, \"b\": null}").toBuilder()
                .putStrings("c", List.of("d"))
                .build();

        assertThat(json).hasToString("{\"a\":1e400,\"b\":null,\"c\":[\"d\"]}");
    }

    @Test
    void theEmptyObjectHasNothing() {
        assertThat(JsonObject.empty()).hasToString("{}");
        assertThatThrownBy(() -> JsonObject.empty().optionalString("a").orElseThrow())
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nullAndEmptyValuesHaveNoContent() {
        JsonObject json = JsonObject.parse("{\"a\": null, \"b\": \"\", \"c\": [], \"d\": {}, \"e\": 0, \"f\": false, \"g\": [null]}");

        assertThat(json.keys().stream().filter(json::hasContent)).containsExactly("e", "f", "g");
        assertThat(json.hasContent("none")).isFalse();
    }

    @Test
    void aSwitchMayBeABooleanOrItsName() {
        JsonObject json = JsonObject.parse("{\"a\": true, \"b\": \"False\", \"c\": \"on\"}");

        assertThat(json.optionalSwitch("a")).contains(true);
        assertThat(json.optionalSwitch("b")).contains(false);
        assertThat(json.optionalSwitch("none")).isEmpty();
        assertThatThrownBy(() -> json.optionalSwitch("c")).isInstanceOf(JsonException.class).hasMessage("c: \"on\" is not true or false");
    }

    @Test
    void listsOfStringsInAListAreRead() {
        JsonObject json = JsonObject.parse("{\"a\": [[\"b\", \"c\"], []], \"d\": [[\"e\", 1]]}");

        assertThat(json.stringLists("a")).containsExactly(List.of("b", "c"), List.of());
        assertThat(json.stringLists("none")).isEmpty();
        assertThatThrownBy(() -> json.stringLists("d")).isInstanceOf(JsonException.class).hasMessage("d[0][1]: 1 is not a string");
    }

    @Test
    void aValueOfAnyTypeIsCopiedAsItWasWritten() {
        JsonObject from = JsonObject.parse("{\"a\": 1.50, \"b\": [{\"c\": null}], \"d\": null}");

        assertThat(JsonObject.builder().copy("b", from).copy("a", from).copy("d", from).copy("none", from).build())
                .hasToString("{\"b\":[{\"c\":null}],\"a\":1.50}");
    }

    @Test
    void keysInOtherLettersCanBeTakenAway() {
        JsonObject json = JsonObject.parse("{\"Name\": 1, \"name\": 2, \"NAME\": 3, \"x\": 4}");

        assertThat(json.toBuilder().removeOtherCases("name").build()).hasToString("{\"name\":2,\"x\":4}");
    }
}
