package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SingleTextTest {
    @Test
    void aListHasTheNameAndVersionOfItsOnlyPlugin() {
        assertThat(SingleText.parse("""
                {
                  "cniVersion": "0.4.0",
                  "name": "n\\u0065t",
                  "type": "bridge",
                  "ipam": {
                    "type": "host-local"
                  }
                }
                """).asList()).isEqualTo("""
                {
                  "cniVersion": "0.4.0",
                  "name": "n\\u0065t",
                  "plugins": [
                    {
                      "cniVersion": "0.4.0",
                      "name": "n\\u0065t",
                      "type": "bridge",
                      "ipam": {
                        "type": "host-local"
                      }
                    }
                  ]
                }
                """);
    }

    @Test
    void oneLineStaysOne() {
        assertThat(SingleText.parse("{ \"name\": \"net\", \"type\": \"bridge\" }\n").asList())
                .isEqualTo("{\"name\": \"net\", \"plugins\": [{ \"name\": \"net\", \"type\": \"bridge\" }] }\n");
    }

    @Test
    void linesEndAsTheyDo() {
        assertThat(SingleText.parse("{\r\n\"name\": \"net\",\r\n\"type\": \"bridge\"\r\n}").asList())
                .isEqualTo("{\r\n  \"name\": \"net\",\r\n  \"plugins\": [\r\n    {\r\n    \"name\": \"net\",\r\n    \"type\": \"bridge\"\r\n    }"
                        + "\r\n  ]\r\n}");
    }
}
