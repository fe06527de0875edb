package io.hostport4j.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void everyAddressGetsBothProtocols() {
        assertThat(Endpoint.tcpAndUdp(80, LOOPBACK))
                .containsExactly(new Endpoint(Protocol.TCP, LOOPBACK, 80), new Endpoint(Protocol.UDP, LOOPBACK, 80));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void aPortOutOfRangeIsRefused(int port) {
        assertThatThrownBy(() -> new Endpoint(Protocol.TCP, LOOPBACK, port)).hasMessageContaining("\"" + port + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void theWildcardIsForTcpAlone(String wildcard) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(wildcard);
        assertThat(new Endpoint(Protocol.TCP, address, 80).address()).isEqualTo(address);
        assertThatThrownBy(() -> new Endpoint(Protocol.UDP, address, 80)).hasMessageContaining("wildcard");
    }
}
