package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no runtime should write to stdin: one error for the runtime, and nothing in the kernel. */
@RequiresNamespaces
@RequiresTools("nft")
class HostileInputIT {

    private static final int DECODING_FAILURE = 6;
    private static final long SEED = 4711;

    @TempDir
    private Path folder;

    @AfterEach
    void clearNode() {
        NodeState.clear();
    }

    @Test
    void noiseIsRefused() throws IOException {
        byte[] noise = new byte[4096];
        new Random(SEED).nextBytes(noise);
        assertThat(add(noise).code()).isEqualTo(DECODING_FAILURE);
    }

    @Test
    void nothingIsRefused() throws IOException {
        assertThat(add(new byte[0]).code()).isEqualTo(DECODING_FAILURE);
    }

    @Test
    void tenMegabytesAreRefused() throws IOException {
        String filler = "x".repeat(10_000_000);
        assertThat(add(PortMapInput.bare().with("\"filler\": \"" + filler + "\"").json()).code()).isEqualTo(DECODING_FAILURE);
    }

    @Test
    void aHundredThousandLevelsAreRefused() throws IOException {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(add(PortMapInput.bare().with("\"deep\": " + deep).json()).code()).isEqualTo(DECODING_FAILURE);
    }

    @Test
    void halfADocumentIsRefused() throws IOException {
        assertThat(add("{\"name\": \"pods\", \"cniVersion\": \"1.0.0\", \"runtimeCon").code()).isEqualTo(DECODING_FAILURE);
    }

    @Test
    void aSecondDocumentIsRefused() throws IOException {
        assertThat(add(PortMapInput.bare().json() + PortMapInput.bare().json()).code()).isEqualTo(DECODING_FAILURE);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "runtimeConfig": []                            | runtimeConfig
            "runtimeConfig": {"portMappings": {}}          | portMappings
            "runtimeConfig": {"portMappings": [8080]}      | portMappings
            "runtimeConfig": {"portMappings": "8080:80"}   | portMappings
            "snat": "yes"                                  | snat
            "markMasqBit": "13"                            | markMasqBit
            "conditionsV4": "-d 192.0.2.1"                 | conditionsV4
            "backend": 1                                   | backend
            "prevResult": "no"                             | prevResult
            "prevResult": {"ips": [{"address": 7}]}        | address
            "prevResult": {"ips": [{"address": "10.88"}]}  | 10.88
            """)
    void aValueOfTheWrongTypeIsNamed(String member, String named) throws IOException {
        assertThat(add(PortMapInput.bare().with(member).json()).msg()).contains(named);
    }

    private CniError add(String stdin) throws IOException {
        return add(stdin.getBytes(StandardCharsets.UTF_8));
    }

    private CniError add(byte[] stdin) throws IOException {
        Path file = Files.write(folder.resolve("stdin"), stdin);
        CniError error = CniError.of(PortMapCall.of("ADD", "pod").execute(file));
        assertThat(NodeState.ruleset()).isEmpty();
        return error;
    }
}
