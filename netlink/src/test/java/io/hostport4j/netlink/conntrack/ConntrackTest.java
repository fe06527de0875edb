package io.hostport4j.netlink.conntrack;

import static io.hostport4j.netlink.socket.KernelMessages.ack;
import static io.hostport4j.netlink.socket.KernelMessages.done;
import static io.hostport4j.netlink.socket.KernelMessages.object;
import static io.hostport4j.netlink.socket.KernelMessages.part;
import static io.hostport4j.netlink.socket.KernelMessages.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.ScriptedKernel;
import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.HexBytes;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The requests byte by byte, and answers that kernels of other ages or builds give. */
class ConntrackTest {
    private static final int CT_NEW = 0x100;
    private static final int CT_STATS = 0x105;
    private static final FlowFilter UDP_8080 = FlowFilter.of(AddressFamily.IPV4, 17).withOriginalDestinationPort(8080);
    private static final String UNFILTERED_DUMP = """
            14 00 00 00 # nlmsg_len: 20
            01 01       # nlmsg_type: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET
            01 03       # nlmsg_flags: REQUEST | DUMP
            %s 00 00 00 # nlmsg_seq
            00 00 00 00 # nlmsg_pid
            %s 00 00 00 # nfgenmsg: family, version 0, resource 0
            """;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final Conntrack conntrack = Conntrack.open(kernel);

    @Test
    void everyFlowIsAskedForWithoutAnyAttribute() {
        kernel.onSend().datagram(done(1));

        conntrack.list(FlowFilter.any());

        assertThat(kernel.sent()).containsExactly(HexBytes.of(UNFILTERED_DUMP.formatted("01", "00")));
    }

    @Test
    void theKernelIsAskedToChoose() throws Exception {
        kernel.onSend().datagram(done(1));

        conntrack.list(UDP_8080.withOriginalDestination(address("10.0.0.1")).withReplySource(address("10.0.0.2"))
                .withReplySourcePort(80));

        assertThat(kernel.sent()).containsExactly(HexBytes.of("""
                70 00 00 00 # nlmsg_len: 112
                01 01       # nlmsg_type: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET
                01 03       # nlmsg_flags: REQUEST | DUMP
                01 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                02 00 00 00 # nfgenmsg: AF_INET
                24 00 01 80 # CTA_TUPLE_ORIG
                0c 00 01 80 #   CTA_TUPLE_IP
                08 00 02 00 0a 00 00 01 # CTA_IP_V4_DST: 10.0.0.1
                14 00 02 80 #   CTA_TUPLE_PROTO
                05 00 01 00 11 00 00 00 # CTA_PROTO_NUM: 17
                06 00 03 00 1f 90 00 00 # CTA_PROTO_DST_PORT: 8080
                24 00 02 80 # CTA_TUPLE_REPLY
                0c 00 01 80 #   CTA_TUPLE_IP
                08 00 01 00 0a 00 00 02 # CTA_IP_V4_SRC: 10.0.0.2
                14 00 02 80 #   CTA_TUPLE_PROTO
                05 00 01 00 11 00 00 00 # CTA_PROTO_NUM: 17
                06 00 02 00 00 50 00 00 # CTA_PROTO_SRC_PORT: 80
                14 00 19 80 # CTA_FILTER
                08 00 01 00 2a 00 00 00 # CTA_FILTER_ORIG_FLAGS: IP_DST | PROTO_NUM | PROTO_DST_PORT
                08 00 02 00 19 00 00 00 # CTA_FILTER_REPLY_FLAGS: IP_SRC | PROTO_NUM | PROTO_SRC_PORT
                """));
    }

    @Test
    void addressesOfIpv6AreNotLeftToTheKernel() throws Exception {
        kernel.onSend().datagram(done(1));

        conntrack.list(FlowFilter.any().withReplySource(address("fd00::1")));

        assertThat(kernel.sent()).containsExactly(HexBytes.of(UNFILTERED_DUMP.formatted("01", "0a")));
    }

    @Test
    void theStatusNeedsNoFamily() {
        kernel.onSend().datagram(done(1));

        conntrack.list(FlowFilter.any().withStatus(Flow.IPS_DST_NAT));

        assertThat(kernel.sent()).containsExactly(HexBytes.of("""
                24 00 00 00 # nlmsg_len: 36
                01 01       # nlmsg_type: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET
                01 03       # nlmsg_flags: REQUEST | DUMP
                01 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                00 00 00 00 # nfgenmsg: AF_UNSPEC
                08 00 03 00 00 00 00 20 # CTA_STATUS: IPS_DST_NAT
                08 00 1a 00 00 00 00 20 # CTA_STATUS_MASK: IPS_DST_NAT
                """));
    }

    @Test
    void flowsThatAKernelWithoutFiltersAddsAreLeftOut() {
        kernel.onSend().datagram(part(CT_NEW, 1, FlowTest.udp(8080)), part(CT_NEW, 1, FlowTest.udp(8081))).datagram(done(1));

        assertThat(conntrack.list(UDP_8080)).extracting(flow -> flow.original().destinationPort()).containsExactly(8080);
    }

    @Test
    void aKernelThatRefusesTheFilterIsAskedWithoutIt() {
        for (Errno errno : List.of(Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ERANGE)) {
            int before = kernel.sent().size();
            kernel.onSend().datagram(refusal(before + 1, errno));
            kernel.onSend().datagram(part(CT_NEW, before + 2, FlowTest.udp(8080)), part(CT_NEW, before + 2, FlowTest.udp(8081)))
                    .datagram(done(before + 2));

            assertThat(conntrack.list(UDP_8080)).hasSize(1);
            assertThat(kernel.sent().get(before + 1)).isEqualTo(
                    HexBytes.of(UNFILTERED_DUMP.formatted("%02x".formatted(before + 2), "02")));
        }
    }

    @Test
    void aKernelWithoutConntrackHasNoFlows() {
        kernel.onSend().datagram(refusal(1, Errno.EINVAL));
        kernel.onSend().datagram(refusal(2, Errno.EINVAL));
        kernel.onSend().datagram(refusal(3, Errno.EINVAL));

        assertThat(conntrack.list(UDP_8080)).isEmpty();
        assertThat(conntrack.deleteMatching(FlowFilter.any())).isZero();
    }

    @Test
    void lackOfPrivilegeIsAnError() {
        kernel.onSend().datagram(refusal(1, Errno.EPERM));
        kernel.onSend().datagram(refusal(2, Errno.EPERM));

        assertThatThrownBy(() -> conntrack.list(UDP_8080)).isInstanceOf(NetlinkException.class)
                .hasMessage("list conntrack flows: operation not permitted (EPERM)");
    }

    @Test
    void aMalformedFlowIsAnErrorOfTheOperation() {
        kernel.onSend().datagram(part(CT_NEW, 1, new byte[4])).datagram(done(1));

        assertThatThrownBy(() -> conntrack.list(FlowFilter.any())).isInstanceOfSatisfying(NetlinkException.class,
                e -> assertThat(e.errno()).isEqualTo(Errno.EBADMSG)).hasMessageStartingWith("list conntrack flows, ");
    }

    @Test
    void aFlowIsDeletedByTupleZoneAndId() throws Exception {
        kernel.onSend().datagram(ack(1));
        FlowTuple original = new FlowTuple(address("10.0.0.9"), 40001, address("10.0.0.1"), 8080);
        FlowTuple reply = new FlowTuple(address("10.0.0.2"), 80, address("10.0.0.9"), 40001);

        assertThat(conntrack.delete(new Flow(17, original, reply, 0, 0, 9, 0x01020304))).isTrue();

        assertThat(kernel.sent()).containsExactly(HexBytes.of("""
                58 00 00 00 # nlmsg_len: 88
                02 01       # nlmsg_type: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE
                05 00       # nlmsg_flags: REQUEST | ACK
                01 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                02 00 00 00 # nfgenmsg: AF_INET
                34 00 01 80 # CTA_TUPLE_ORIG
                14 00 01 80 #   CTA_TUPLE_IP
                08 00 01 00 0a 00 00 09 # CTA_IP_V4_SRC: 10.0.0.9
                08 00 02 00 0a 00 00 01 # CTA_IP_V4_DST: 10.0.0.1
                1c 00 02 80 #   CTA_TUPLE_PROTO
                05 00 01 00 11 00 00 00 # CTA_PROTO_NUM: 17
                06 00 02 00 9c 41 00 00 # CTA_PROTO_SRC_PORT: 40001
                06 00 03 00 1f 90 00 00 # CTA_PROTO_DST_PORT: 8080
                08 00 0c 00 01 02 03 04 # CTA_ID
                06 00 12 00 00 09 00 00 # CTA_ZONE: 9
                """));
    }

    @Test
    void flowsThatAreGoneAreNotCounted() {
        kernel.onSend().datagram(part(CT_NEW, 1, FlowTest.udp(1)), part(CT_NEW, 1, FlowTest.udp(2)), part(CT_NEW, 1, FlowTest.udp(3)))
                .datagram(done(1));
        kernel.onSend().datagram(ack(2)).datagram(refusal(3, Errno.ENOENT)).datagram(ack(4));

        assertThat(conntrack.deleteMatching(FlowFilter.any())).isEqualTo(2);
    }

    @Test
    void aRefusedDeletionNamesTheFlow() {
        kernel.onSend().datagram(part(CT_NEW, 1, FlowTest.udp(1)), part(CT_NEW, 1, FlowTest.udp(2))).datagram(done(1));
        kernel.onSend().datagram(ack(2)).datagram(refusal(3, Errno.EBUSY));

        assertThatThrownBy(() -> conntrack.deleteMatching(FlowFilter.any())).isInstanceOf(NetlinkException.class)
                .hasMessage("delete conntrack flow 10.0.0.9:40001 -> 10.0.0.1:2: busy (EBUSY)");
    }

    @Test
    void aRefusedDeletionKeepsNoneOfTheOthers() {
        kernel.onSend().datagram(part(CT_NEW, 1, FlowTest.udp(1))).datagram(done(1));
        List<Flow> flows = Collections.nCopies(65, conntrack.list(FlowFilter.any()).get(0));
        ScriptedKernel.Script first = kernel.onSend().datagram(refusal(2, Errno.EBUSY));
        for (int sequence = 3; sequence < 66; sequence++) {
            first.datagram(ack(sequence));
        }
        kernel.onSend().datagram(ack(66));

        assertThatThrownBy(() -> conntrack.delete(flows)).isInstanceOf(NetlinkException.class).hasMessageEndingWith("busy (EBUSY)");
        assertThat(kernel.sent()).hasSize(3);
    }

    @Test
    void flowsAreCountedWithoutAList() {
        kernel.onSend().datagram(object(CT_STATS, 1, HexBytes.of("""
                00 00 00 00 # nfgenmsg
                08 00 02 00 00 04 00 00 # CTA_STATS_GLOBAL_MAX_ENTRIES: 262144
                08 00 01 00 00 00 30 39 # CTA_STATS_GLOBAL_ENTRIES: 12345
                """))).datagram(ack(1));

        assertThat(conntrack.count()).isEqualTo(12345);
        assertThat(kernel.sent()).containsExactly(HexBytes.of("""
                14 00 00 00 # nlmsg_len: 20
                05 01       # nlmsg_type: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET_STATS
                05 00       # nlmsg_flags: REQUEST | ACK
                01 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                00 00 00 00 # nfgenmsg: AF_UNSPEC
                """));
    }

    @Test
    void aKernelWithoutConntrackCountsNone() {
        kernel.onSend().datagram(refusal(1, Errno.EINVAL));
        kernel.onSend().datagram(refusal(2, Errno.EPERM));

        assertThat(conntrack.count()).isZero();
        assertThatThrownBy(conntrack::count).hasMessage("count conntrack flows: operation not permitted (EPERM)");
    }

    @Test
    void nothingToDeleteIsNotSent() {
        kernel.onSend().datagram(part(CT_NEW, 1, FlowTest.udp(1))).datagram(done(1));

        assertThat(conntrack.deleteMatching(FlowFilter.any(), flow -> false)).isZero();
        assertThat(kernel.sent()).hasSize(1);
    }

    @Test
    void closingClosesTheSocket() {
        conntrack.close();

        assertThat(kernel.open()).isEmpty();
    }

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }
}
