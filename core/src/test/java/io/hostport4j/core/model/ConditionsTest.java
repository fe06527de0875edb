package io.hostport4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Conditions.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    @Test
    void thoseReadByTheirFingerprintEqualThoseInWords() {
        Conditions words = Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/8"));
        assertThat(Conditions.known(words.fingerprint())).isEqualTo(words).hasSameHashCodeAs(words);
        assertThat(words).hasToString("ip saddr 10.0.0.0/8");
    }

    @Test
    void theSameFingerprintStandsForTheSameWordsForever() {
        assertThat(Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/8")).fingerprint()).isEqualTo("ee2be58f421eac28821156954895cf5a");
    }

    @Test
    void wordsThatAreDividedOtherwiseDiffer() {
        assertThat(Conditions.of(Dialect.IPTABLES, List.of("-s", "1"))).isNotEqualTo(Conditions.of(Dialect.IPTABLES, List.of("-s 1")));
    }

    @Test
    void theSameWordsOfAnotherToolDiffer() {
        assertThat(Conditions.of(Dialect.IPTABLES, List.of("x"))).isNotEqualTo(Conditions.of(Dialect.NFTABLES, List.of("x")));
    }

    @Test
    void noWordsAreNoConditions() {
        assertThat(Conditions.of(Dialect.IPTABLES, List.of())).isEqualTo(Conditions.NONE).matches(Conditions::isEmpty);
        assertThat(Conditions.known("")).isEqualTo(Conditions.NONE);
    }

    @Test
    void otherTextIsNoFingerprint() {
        assertThatThrownBy(() -> Conditions.known("xyz")).isInstanceOf(InvalidRequestException.class)
                .hasMessage("invalid conditions \"xyz\": a fingerprint has 32 hexadecimal digits");
    }
}
