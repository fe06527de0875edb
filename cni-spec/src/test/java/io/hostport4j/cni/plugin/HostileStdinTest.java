package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, one error in JSON goes out; the exit code is 1 and stderr stays empty. */
class HostileStdinTest {

    private static final String VALID =
            """
            {"cniVersion": "1.1.0", "name": "n", "type": "t",
             "prevResult": {"cniVersion": "1.1.0", "interfaces": [{"name": "eth0", "mac": "m", "mtu": 1, "sandbox": "/s"}],
              "ips": [{"interface": 0, "address": "10.0.0.2/24", "gateway": "10.0.0.1"}],
              "routes": [{"dst": "0.0.0.0/0", "gw": "10.0.0.1", "mtu": 1, "table": 0}],
              "dns": {"nameservers": ["1.1.1.1"], "domain": "d", "search": ["s"], "options": ["o"]}},
             "runtimeConfig": {"portMappings": []},
             "cni.dev/valid-attachments": [{"containerID": "c", "ifname": "i"}]}""";

    /** Asks for all there is. */
    private static final CniPlugin CURIOUS = new CniPlugin() {
        @Override
        public Optional<CniResult> add(PluginRequest request) {
            request.config().type();
            request.config().runtimeConfig().objects("portMappings");
            request.config().validAttachments();
            return request.config().prevResult();
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 100, 4096, 1_000_000})
    void binaryNoise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);

        assertDecodingFailure(noise);
    }

    @Test
    void nothing() {
        assertThat(assertDecodingFailure("")).isEqualTo("failed to parse network configuration: unexpected end of JSON input");
    }

    @Test
    void tenMegabytes() {
        String padding = "x".repeat(10 * 1024 * 1024);

        assertThat(assertDecodingFailure("{\"cniVersion\": \"1.1.0\", \"name\": \"n\", \"p\": \"" + padding + "\"}"))
                .isEqualTo("failed to parse network configuration: the document is larger than 8388608 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestingOfAHundredThousandLevels(String open) {
        assertThat(assertDecodingFailure("{\"name\": \"n\", \"x\": " + open.repeat(100_000)))
                .isEqualTo("failed to parse network configuration: the document nests deeper than 1000 levels");
    }

    @Test
    void everyTruncation() {
        assertThat(PluginWorld.calling("ADD").config(VALID).run(CURIOUS)).isZero();
        for (int length = 0; length < VALID.length(); length++) {
            assertDecodingFailure(VALID.substring(0, length));
        }
    }

    @ParameterizedTest
    @MethodSource("everyKeyWithAValueOfTheWrongType")
    void aValueOfTheWrongTypeUnderEveryKey(String key, String value) {
        String config = VALID.replaceFirst("\"" + key + "\": ", "\"" + key + "\": " + value + ", \"was-" + key + "\": ");

        assertThat(assertDecodingFailure(config)).contains(key + ": " + value + " is not ");
    }

    static Stream<Arguments> everyKeyWithAValueOfTheWrongType() {
        Stream<String> strings = Stream.of(
                "cniVersion", "name", "type", "mac", "sandbox", "address", "gateway", "dst", "gw", "domain", "containerID",
                "ifname");
        Stream<String> integers = Stream.of("mtu", "interface", "table");
        Stream<String> lists = Stream.of(
                "interfaces", "ips", "routes", "nameservers", "search", "options", "portMappings", "cni.dev/valid-attachments");
        Stream<String> objects = Stream.of("prevResult", "dns", "runtimeConfig");
        return Stream.of(
                        pairs(strings, "5", "true", "[]", "{}"),
                        pairs(integers, "\"5\"", "true", "[]", "{}", "1.5", "1e400"),
                        pairs(lists, "5", "\"x\"", "true", "{}"),
                        pairs(objects, "5", "\"x\"", "true", "[]"))
                .flatMap(pairs -> pairs);
    }

    private static Stream<Arguments> pairs(Stream<String> keys, String... values) {
        return keys.flatMap(key -> Stream.of(values).map(value -> Arguments.of(key, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interfaces", "ips", "routes", "nameservers", "search", "options", "portMappings"})
    void anElementOfTheWrongTypeInEveryList(String key) {
        String config = VALID.replaceFirst("\"" + key + "\": ", "\"" + key + "\": [null], \"was-" + key + "\": ");

        assertThat(assertDecodingFailure(config)).contains(key + "[0]: null is not ");
    }

    private static String assertDecodingFailure(String config) {
        return assertDecodingFailure(config.getBytes(StandardCharsets.UTF_8));
    }

    private static String assertDecodingFailure(byte[] config) {
        PluginWorld world = PluginWorld.calling("ADD").config(config);

        assertThat(world.run(CURIOUS)).isEqualTo(1);
        JsonObject error = world.error();
        assertThat(error.keys()).containsExactly("cniVersion", "code", "msg");
        assertThat(world.errorCode()).isEqualTo(6);
        assertThat(world.stderr()).isEmpty();
        return world.errorMsg();
    }
}
