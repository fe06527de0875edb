package io.hostport4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "0.0.0.0, 0.0.0.0, true", "0.0.0.0, 192.0.2.1, true", "192.0.2.1, 0.0.0.0, true", "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false", "::, 2001:db8::1, true", "::, 0.0.0.0, false", "::, 192.0.2.1, false"})
    void overlapsAsTheSchedulerSeesItWithinAFamily(String one, String other, boolean overlap) throws UnknownHostException {
        HostPort first = new HostPort(Protocol.TCP, InetAddress.getByName(one), 80);
        assertThat(first.overlaps(new HostPort(Protocol.TCP, InetAddress.getByName(other), 80))).isEqualTo(overlap);
        assertThat(first.overlaps(new HostPort(Protocol.UDP, InetAddress.getByName(other), 80))).isFalse();
        assertThat(first.overlaps(new HostPort(Protocol.TCP, InetAddress.getByName(other), 81))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "0:0:0:0:0:0:0:0, ::", "0:0:0:0:0:0:0:1, ::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8", "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8", "fe80:0:0:0:0:0:0:0, fe80::", "192.0.2.1, 192.0.2.1"})
    void writesAddressesInTheShortestForm(String address, String shortest) throws UnknownHostException {
        assertThat(IpText.of(InetAddress.getByName(address))).isEqualTo(shortest);
    }
}
