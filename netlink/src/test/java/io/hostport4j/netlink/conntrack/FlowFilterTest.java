package io.hostport4j.netlink.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.wire.AddressFamily;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class FlowFilterTest {
    private static final FlowFilter UDP = FlowFilter.of(AddressFamily.IPV4, 17);

    private final InetAddress host = InetAddress.getByName("10.0.0.1");
    private final InetAddress target = InetAddress.getByName("10.0.0.2");
    private final InetAddress client = InetAddress.getByName("10.0.0.9");
    private final Flow flow = new Flow(17, new FlowTuple(client, 40001, host, 8080), new FlowTuple(target, 80, client, 40001), 0, 0, 0, 1);

    FlowFilterTest() throws Exception {}

    @Test
    void everyConditionCounts() throws Exception {
        assertThat(FlowFilter.any().matches(flow)).isTrue();
        assertThat(UDP.withOriginalDestination(host).withOriginalDestinationPort(8080).withReplySource(target).withReplySourcePort(80)
                .matches(flow)).isTrue();
        assertThat(FlowFilter.of(AddressFamily.IPV4, 6).matches(flow)).isFalse();
        assertThat(FlowFilter.of(AddressFamily.IPV6, 17).matches(flow)).isFalse();
        assertThat(UDP.withOriginalDestination(target).matches(flow)).isFalse();
        assertThat(UDP.withOriginalDestinationPort(80).matches(flow)).isFalse();
        assertThat(UDP.withReplySource(host).matches(flow)).isFalse();
        assertThat(UDP.withReplySourcePort(8080).matches(flow)).isFalse();
    }

    @Test
    void anAddressSetsTheFamily() {
        assertThat(FlowFilter.any().family()).isEmpty();
        assertThat(FlowFilter.any().withReplySource(target).family()).contains(AddressFamily.IPV4);
    }

    @Test
    void addressesOfTwoFamiliesAreRefused() throws Exception {
        InetAddress v6 = InetAddress.getByName("fd00::1");

        assertThatThrownBy(() -> UDP.withOriginalDestination(v6)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address \"fd00:0:0:0:0:0:0:1\" is not of family IPV4");
        assertThatThrownBy(() -> FlowFilter.any().withOriginalDestination(host).withReplySource(v6))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> FlowFilter.of(AddressFamily.IPV4, 256)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("protocol \"256\" is not in 0 to 255");
        assertThatThrownBy(() -> UDP.withOriginalDestinationPort(65536)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("original destination port \"65536\" is not in 0 to 65535");
        assertThatThrownBy(() -> UDP.withReplySourcePort(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reply source port \"-1\" is not in 0 to 65535");
    }
}
