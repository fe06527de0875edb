package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.forward;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import io.hostport4j.netlink.conntrack.Flow;
import io.hostport4j.netlink.conntrack.FlowTuple;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrayFlowsTest {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;
    private static final Forward EVERYWHERE = forward(udp("0.0.0.0", 53), "10.0.0.2", 5353, OWNER);
    private static final Forward ON_ONE_ADDRESS = forward(udp("192.0.2.1", 53), "10.0.0.2", 5353, OWNER);

    @Test
    void aFlowToARemovedTargetIsStray() {
        assertThat(afterRemoving(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5353))).isTrue();
    }

    @Test
    void aFlowThatNeverLedToTheRemovedTargetIsNot() {
        assertThat(afterRemoving(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "192.0.2.1", 53))).isFalse();
        assertThat(afterRemoving(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5354))).isFalse();
        assertThat(afterRemoving(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.3", 5353))).isFalse();
    }

    @Test
    void aFlowToAnAddedHostPortThatLeadsElsewhereIsStray() {
        assertThat(afterAdding(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "192.0.2.1", 53))).isTrue();
        assertThat(afterAdding(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.9", 5353))).isTrue();
    }

    @Test
    void aFlowToTheNewTargetIsNot() {
        assertThat(afterAdding(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5353))).isFalse();
    }

    @Test
    void aFlowToAnotherPortOrAddressIsNot() {
        assertThat(afterAdding(EVERYWHERE).isStray(flow(UDP, "192.0.2.1", 54, "10.0.0.9", 5353))).isFalse();
        assertThat(afterAdding(ON_ONE_ADDRESS).isStray(flow(UDP, "192.0.2.2", 53, "10.0.0.9", 5353))).isFalse();
        assertThat(afterAdding(ON_ONE_ADDRESS).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.9", 5353))).isTrue();
    }

    @Test
    void anAddedForwardOnOneAddressWinsOverTheOneOnEveryAddress() {
        Forward specific = forward(udp("192.0.2.1", 53), "10.0.0.3", 5353, OWNER);
        StrayFlows flows = new StrayFlows(List.of(), List.of(EVERYWHERE, specific), List.of());

        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.3", 5353))).isFalse();
        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5353))).isTrue();
        assertThat(flows.isStray(flow(UDP, "192.0.2.2", 53, "10.0.0.2", 5353))).isFalse();
    }

    @Test
    void flowsOfTheOtherFamilyAreNot() {
        Forward six = forward(udp("::", 53), "fd00::2", 5353, OWNER);

        assertThat(afterAdding(six).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.9", 5353))).isFalse();
        assertThat(afterAdding(six).isStray(flow(UDP, "2001:db8::1", 53, "fd00::9", 5353))).isTrue();
    }

    @Test
    void anAddedForwardOnEveryAddressTakesNothingFromAStandingOneOnOneAddress() {
        StrayFlows flows = new StrayFlows(List.of(), List.of(EVERYWHERE), List.of(forward(udp("192.0.2.1", 53), "10.0.0.3", 5353, OWNER)));

        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.3", 5353))).isFalse();
        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "192.0.2.1", 53))).isFalse();
        assertThat(flows.isStray(flow(UDP, "192.0.2.2", 53, "10.0.0.3", 5353))).isTrue();
    }

    @Test
    void aFlowThatAStandingForwardLeadsToTheRemovedTargetIsNot() {
        StrayFlows flows = new StrayFlows(List.of(ON_ONE_ADDRESS), List.of(), List.of(EVERYWHERE));

        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5353))).isFalse();
    }

    @Test
    void aFlowToTheRemovedTargetOfOneAddressIsStrayThoughEveryAddressStands() {
        StrayFlows flows = new StrayFlows(List.of(ON_ONE_ADDRESS), List.of(), List.of(forward(udp("0.0.0.0", 53), "10.0.0.3", 5353, OWNER)));

        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5353))).isTrue();
        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.3", 5353))).isFalse();
    }

    @Test
    void flowsToEachOfTwoRemovedTargetsOfOneHostPortAre() {
        StrayFlows flows = new StrayFlows(List.of(EVERYWHERE, forward(udp("0.0.0.0", 53), "10.0.0.9", 5353, OWNER)), List.of(), List.of());

        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 5353))).isTrue();
        assertThat(flows.isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.9", 5353))).isTrue();
    }

    @Test
    void aFlowThatWasSentToTheRemovedTargetItselfIsNot() {
        Forward samePort = forward(udp("0.0.0.0", 53), "10.0.0.2", 53, OWNER);

        assertThat(afterRemoving(samePort).isStray(flow(UDP, "10.0.0.2", 53, "10.0.0.2", 53))).isFalse();
        assertThat(afterRemoving(samePort).isStray(flow(UDP, "192.0.2.1", 53, "10.0.0.2", 53))).isTrue();
    }

    @Test
    void aTcpFlowIsLikeAnyOther() {
        Forward web = forward(tcp("0.0.0.0", 80), "10.0.0.2", 80, OWNER);

        assertThat(afterRemoving(web).isStray(flow(TCP, "192.0.2.1", 80, "10.0.0.2", 80))).isTrue();
        assertThat(afterRemoving(web).isStray(flow(TCP, "192.0.2.1", 80, "10.0.0.9", 80))).isFalse();
        assertThat(afterAdding(web).isStray(flow(TCP, "192.0.2.1", 80, "10.0.0.9", 80))).isTrue();
    }

    @Test
    void flowsOfOtherProtocolsAreNot() {
        assertThat(afterAdding(EVERYWHERE).isStray(flow(TCP, "192.0.2.1", 53, "10.0.0.9", 53))).isFalse();
        assertThat(afterAdding(EVERYWHERE).isStray(flow(SCTP, "192.0.2.1", 53, "10.0.0.9", 53))).isFalse();
        assertThat(afterAdding(EVERYWHERE).isStray(flow(1, "192.0.2.1", 2048, "10.0.0.9", 2048))).isFalse();
        assertThat(afterAdding(EVERYWHERE).isStray(flow(47, "192.0.2.1", 0, "10.0.0.9", 0))).isFalse();
    }

    private static StrayFlows afterAdding(Forward forward) {
        return new StrayFlows(List.of(), List.of(forward), List.of());
    }

    private static StrayFlows afterRemoving(Forward forward) {
        return new StrayFlows(List.of(forward), List.of(), List.of());
    }

    private static Flow flow(int protocol, String sentTo, int port, String answering, int answeringPort) {
        String client = sentTo.contains(":") ? "2001:db8::99" : "192.0.2.99";
        return new Flow(protocol, new FlowTuple(ip(client), 40000, ip(sentTo), port),
                new FlowTuple(ip(answering), answeringPort, ip(client), 40000), 0, 0, 0, 1);
    }
}
