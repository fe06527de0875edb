package io.hostport4j.cni.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2/24, 10.0.0.2/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.0.0.2/32, 10.0.0.2/32",
        "2001:DB8::2/64, 2001:db8::2/64",
        "::/0, ::/0",
        "::1/128, ::1/128",
        "::ffff:10.0.0.2/120, 10.0.0.2/24",
    })
    void keepsTheHostBits(String text, String written) {
        assertThat(Cidr.parse(text)).hasToString(written);
        assertThat(Cidr.parse(written)).isEqualTo(Cidr.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "10.0.0.2", "10.0.0.2/", "/24", "10.0.0.2/33", "::1/129", "10.0.0.2/-1", "10.0.0.2/+8", "10.0.0.2/024",
                "10.0.0.2/24/24", "10.0.0.2/a", "localhost/24", "::ffff:10.0.0.2/95", "10.0.0.2/255.255.255.0", "10.0.0.2 /24"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not an IP address with a prefix length");
    }

    @Test
    void knowsItsFamily() {
        assertThat(Cidr.parse("10.0.0.2/24").isIpv4()).isTrue();
        assertThat(Cidr.parse("::/0").isIpv4()).isFalse();
    }

    @Test
    void refusesAPrefixLongerThanTheAddress() {
        assertThatThrownBy(() -> new Cidr(IpAddresses.parse("10.0.0.2"), 33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix length 33 of \"10.0.0.2\" is not between 0 and 32");
    }
}
