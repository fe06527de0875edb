package io.hostport4j.cni.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CniVersionTest {

    @Test
    void knowsTheSevenReleasedVersionsInOrder() {
        assertThat(CniVersion.known())
                .extracting(CniVersion::toString)
                .containsExactly("0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");
        assertThat(CniVersion.known()).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"1.1.0, 1.1.0", "0.4, 0.4.0", "1, 1.0.0", "9.8.7, 9.8.7", "'', 0.1.0", "10.0.0, 10.0.0"})
    void parsesOneToThreeNumbers(String text, String version) {
        assertThat(CniVersion.parse(text)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "1.2.3.4", "1..0", ".1", "1.", "-1.0.0", "1.0.0-rc1", " 1.0.0", "99999999999.0.0", "v1"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> CniVersion.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("invalid version \"" + text + "\": ");
    }

    @Test
    void comparesByNumberAndNotByText() {
        assertThat(CniVersion.parse("0.10.0")).isGreaterThan(CniVersion.parse("0.9.0"));
        assertThat(CniVersion.V0_4_0.isAtLeast(CniVersion.V0_4_0)).isTrue();
        assertThat(CniVersion.V0_3_1.isAtLeast(CniVersion.V0_4_0)).isFalse();
    }
}
