package io.hostport4j.cni.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "10.1.2.3, 10.1.2.3",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "::1.2.3.4, ::102:304",
        "fe80::1, fe80::1",
    })
    void readsALiteralAndWritesItShortest(String text, String shortest) {
        assertThat(IpAddresses.format(IpAddresses.parse(text))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:1.2.3.4", "::FFFF:102:304", "0:0:0:0:0:ffff:1.2.3.4"})
    void readsAnIpv4MappedAddressAsIpv4(String text) {
        assertThat(IpAddresses.parse(text)).isInstanceOf(Inet4Address.class).isEqualTo(IpAddresses.parse("1.2.3.4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "localhost", "example.com", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.00",
                "0x7f.0.0.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4/24", "1..3.4", "-1.2.3.4", "+1.2.3.4", "1.2.3.999999999999",
                "١.2.3.4", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", ":1::", "1:", "::1:", "12345::", "::g", "fe80::1%eth0", "[::1]",
                "::1.2.3", "::1.2.3.256", "1.2.3.4::", "1.2.3.4::1", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::ffff:01.2.3.4"
            })
    void refusesAnythingElseWithoutLookingItUp(String text) {
        assertThatThrownBy(() -> IpAddresses.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not an IP address");
    }

    @Test
    void writesAnAddressWithoutItsScope() throws Exception {
        byte[] linkLocal = IpAddresses.parse("fe80::1").getAddress();

        assertThat(IpAddresses.format(Inet6Address.getByAddress(null, linkLocal, 3))).isEqualTo("fe80::1");
    }
}
