package io.hostport4j.cni.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParsingTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "{", "{\"a\"", "{\"a\":", "{\"a\": 1", "{\"a\": \"x", "{\"a\": [1,", "{\"a\": tru"})
    void saysThatADocumentEndsTooEarly(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageMatching("unexpected end of JSON input|not valid JSON at line 1, column \\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "42", "true"})
    void refusesADocumentThatIsNoObject(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessage("the document is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}]", "{}x", "{},"})
    void refusesTextAfterTheDocument(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a: 1}", "{'a': 1}", "{\"a\": 01}", "{\"a\": .5}", "{\"a\": +1}", "{\"a\": NaN}", "{\"a\": 1,}", "{\"a\" 1}",
                "{\"a\": [1 2]}", "{/**/}", "{\"a\": \"\\x\"}", "{\"a\": \"\t\"}", "{\"a\": [}]}", "\uFEFF{}"
            })
    void refusesWhatIsNearlyJson(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageMatching("not valid JSON at line 1, column \\d+");
    }

    @Test
    void saysWhereADocumentIsNotValid() {
        assertThatThrownBy(() -> JsonObject.parse("{\"a\": 1,\n  b: 2}"))
                .hasMessageStartingWith("not valid JSON at line 2, column ");
    }

    @Test
    void acceptsWhiteSpaceAroundTheDocument() {
        assertThat(JsonObject.parse("\r\n {\"a\":1}\n\n").optionalInt("a")).hasValue(1);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> JsonObject.parse(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
                .isInstanceOf(JsonException.class)
                .hasMessage("the document is not UTF-8 text");
    }

    @Test
    void refusesAnObjectInUtf16() {
        assertThatThrownBy(() -> JsonObject.parse(new byte[] {0, '{', 0, '}'})).isInstanceOf(JsonException.class);
    }

    @Test
    void meetsBinaryNoiseWithOneLineThatNamesNoClass() {
        Random random = new Random(20260401);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertOneLineWithoutClassNames(noise);
            // Noise that looks like the start of an object gets further.
            if (noise.length > 1) {
                noise[0] = '{';
                noise[1] = '"';
                for (int j = 2; j < noise.length; j++) {
                    noise[j] &= 0x7f;
                }
                assertOneLineWithoutClassNames(noise);
            }
        }
    }

    private static void assertOneLineWithoutClassNames(byte[] document) {
        assertThat(catchThrowable(() -> JsonObject.parse(document)))
                .isInstanceOf(JsonException.class)
                .message()
                .doesNotContainPattern("\\R|[Jj]ava|jackson|Source|@[0-9a-f]+|Exception");
    }

    @Test
    void acceptsADocumentOfTheSizeLimit() {
        String head = "{\"a\":\"";
        String text = head + "x".repeat(JsonObject.SIZE_LIMIT - head.length() - 2) + "\"}";

        assertThat(JsonObject.parse(text).requiredString("a")).hasSize(JsonObject.SIZE_LIMIT - 8);
    }

    @Test
    void refusesADocumentAboveTheSizeLimit() {
        assertThatThrownBy(() -> JsonObject.parse("{}" + " ".repeat(JsonObject.SIZE_LIMIT - 1)))
                .isInstanceOf(JsonException.class)
                .hasMessage("the document is larger than 8388608 bytes");
    }

    @Test
    void acceptsNestingUpToTheLimit() {
        int lists = JsonObject.NESTING_LIMIT - 1;
        JsonObject json = JsonObject.parse("{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}");

        assertThat(json).hasToString("{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}"})
    void neighboursDoNotCountAsNesting(String element) {
        JsonObject json = JsonObject.parse("{\"a\": [" + (element + ",").repeat(5000) + element + "]}");

        assertThat(json.toString()).hasSize("{\"a\":[]}".length() + 5000 * 3 + 2);
    }

    @ParameterizedTest
    @CsvSource({"1000, [", "100000, [", "1000, {\"a\":", "100000, {\"a\":"})
    void refusesNestingAboveTheLimit(int levels, String open) {
        assertThatThrownBy(() -> JsonObject.parse("{\"a\":" + open.repeat(levels)))
                .isInstanceOf(JsonException.class)
                .hasMessage("the document nests deeper than 1000 levels");
    }

    @Test
    void refusesANumberOfAMillionDigits() {
        assertThatThrownBy(() -> JsonObject.parse("{\"a\": " + "9".repeat(1_000_000) + "}"))
                .isInstanceOf(JsonException.class)
                .hasMessage("a number in the document is too long");
    }

    @Test
    void acceptsAKeyOfAMillionCharacters() {
        String key = "k".repeat(1_000_000);

        assertThat(JsonObject.parse("{\"" + key + "\": 1}").optionalInt(key)).hasValue(1);
    }
}
