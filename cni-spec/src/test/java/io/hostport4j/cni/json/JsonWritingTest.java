package io.hostport4j.cni.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWritingTest {

    private static final JsonObject EVERY_TYPE = JsonObject.builder()
            .put("s", "text")
            .put("i", 0)
            .putBool("b", false)
            .put("o", JsonObject.empty())
            .put("absent", Optional.empty())
            .put("absentInt", OptionalInt.empty())
            .put("present", Optional.of("here"))
            .put("presentInt", OptionalInt.of(-1))
            .putStrings("none", List.of())
            .putStrings("some", List.of("x", "y"))
            .putObjects("os", List.of(JsonObject.builder().put("k", 1).build()))
            .build();

    @Test
    void writesOneLine() {
        assertThat(EVERY_TYPE)
                .hasToString("{\"s\":\"text\",\"i\":0,\"b\":false,\"o\":{},\"present\":\"here\",\"presentInt\":-1,"
                        + "\"none\":[],\"some\":[\"x\",\"y\"],\"os\":[{\"k\":1}]}");
    }

    @Test
    void indentsByFourSpacesWithoutANewlineAtTheEnd() {
        assertThat(EVERY_TYPE.toIndentedString())
                .isEqualTo(
                        """
                        {
                            "s": "text",
                            "i": 0,
                            "b": false,
                            "o": {},
                            "present": "here",
                            "presentInt": -1,
                            "none": [],
                            "some": [
                                "x",
                                "y"
                            ],
                            "os": [
                                {
                                    "k": 1
                                }
                            ]
                        }""");
    }

    @Test
    void escapesWhatJsonAsksFor() {
        assertThat(JsonObject.builder().put("a\"b", "\\ \n \r \t \u0000 \u001f / é \uD83D\uDE00").build())
                .hasToString("{\"a\\\"b\":\"\\\\ \\n \\r \\t \\u0000 \\u001f / é \uD83D\uDE00\"}");
    }

    @Test
    void escapesHalfACharacterSoThatItLeavesAsUtf8() {
        String text = JsonObject.parse("{\"a\": \"\\ud800x\\udc00\"}").toString();

        assertThat(text).isEqualTo("{\"a\":\"\\ud800x\\udc00\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":123456789012345678901234567890}", "{\"n\":-0}", "{\"n\":1.10}", "{\"n\":1E-7}",
                "{\"b\":null,\"a\":[null,true,{\"\":[]}]}", "{\"Name\":1,\"name\":2}"
            })
    void writesWhatWasReadAsItWas(String text) {
        assertThat(JsonObject.parse(text)).hasToString(text);
        assertThat(JsonObject.parse(JsonObject.parse(text).toIndentedString())).hasToString(text);
    }
}
