package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.forward;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import io.hostport4j.netlink.conntrack.Flow;
import io.hostport4j.netlink.conntrack.FlowFilter;
import io.hostport4j.netlink.wire.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowQuestionsTest {
    private static final FlowFilter UDP = FlowFilter.of(AddressFamily.IPV4, 17);
    private static final FlowFilter UDP6 = FlowFilter.of(AddressFamily.IPV6, 17);
    private static final Forward DNS = forward(udp("0.0.0.0", 5300), "10.0.0.2", 53, OWNER);
    private static final Forward DNS6 = forward(udp("::", 5300), "fd00::2", 53, OWNER);
    private static final Forward QUIC = forward(udp("0.0.0.0", 443), "10.0.0.2", 443, OWNER);

    @Test
    void nothingIsAskedAboutNothing() {
        assertThat(FlowQuestions.about(List.of(), List.of())).isEmpty();
    }

    @Test
    void aFlowToAnAddedForwardMayLeadAnywhere() {
        assertThat(FlowQuestions.about(List.of(), List.of(DNS))).containsExactly(UDP.withOriginalDestinationPort(5300));
    }

    @Test
    void aFlowToARemovedForwardIsTranslatedToItsTarget() {
        assertThat(FlowQuestions.about(List.of(DNS), List.of())).containsExactly(UDP.withOriginalDestinationPort(5300)
                .withReplySource(ip("10.0.0.2")).withReplySourcePort(53).withStatus(Flow.IPS_DST_NAT));
    }

    @Test
    void anyNumberOfPortsIsOneQuestion() {
        assertThat(FlowQuestions.about(List.of(), List.of(DNS, QUIC))).containsExactly(UDP);
        assertThat(FlowQuestions.about(List.of(DNS, QUIC), List.of()))
                .containsExactly(UDP.withReplySource(ip("10.0.0.2")).withStatus(Flow.IPS_DST_NAT));
    }

    @Test
    void oneAddressIsPartOfTheQuestion() {
        assertThat(FlowQuestions.about(List.of(), List.of(forward(udp("192.0.2.1", 5300), "10.0.0.2", 53, OWNER))))
                .containsExactly(UDP.withOriginalDestination(ip("192.0.2.1")).withOriginalDestinationPort(5300));
    }

    @Test
    void eachFamilyIsAQuestionOfItsOwn() {
        assertThat(FlowQuestions.about(List.of(DNS6), List.of(DNS))).containsExactly(
                UDP6.withOriginalDestinationPort(5300).withReplySource(ip("fd00::2")).withReplySourcePort(53).withStatus(Flow.IPS_DST_NAT),
                UDP.withOriginalDestinationPort(5300));
    }

    @Test
    void amongFewFlowsOneQuestionIsEnough() {
        List<FlowFilter> two = List.of(UDP, UDP6);

        assertThat(FlowQuestions.cheapest(two, 1000)).containsExactly(FlowFilter.any());
        assertThat(FlowQuestions.cheapest(two, 1001)).isEqualTo(two);
        assertThat(FlowQuestions.cheapest(List.of(UDP), 1)).containsExactly(UDP);
    }
}
