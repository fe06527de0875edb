package io.hostport4j.netlink.nfnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void aBatchIsBetweenTwoMessagesThatNameTheSubsystem() {
        MessageWriter writer = new MessageWriter();
        Batch.begin(writer, 7, Subsystem.NFTABLES);
        Batch.end(writer, 8, Subsystem.NFTABLES);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes("""
                14 00 00 00  # nlmsg_len
                10 00        # nlmsg_type NFNL_MSG_BATCH_BEGIN
                01 00        # nlmsg_flags NLM_F_REQUEST
                07 00 00 00  # nlmsg_seq
                00 00 00 00  # nlmsg_pid
                00           # nfgen_family
                00           # version
                00 0a        # res_id NFNL_SUBSYS_NFTABLES
                14 00 00 00  # nlmsg_len
                11 00        # nlmsg_type NFNL_MSG_BATCH_END
                01 00        # nlmsg_flags NLM_F_REQUEST
                08 00 00 00  # nlmsg_seq
                00 00 00 00  # nlmsg_pid
                00           # nfgen_family
                00           # version
                00 0a        # res_id NFNL_SUBSYS_NFTABLES
                """));
    }

    @Test
    void aBatchForAGenerationSaysWhich() {
        MessageWriter writer = new MessageWriter();
        Batch.begin(writer, 7, Subsystem.NFTABLES, 0x01020304);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes("""
                1c 00 00 00               # nlmsg_len
                10 00                     # nlmsg_type NFNL_MSG_BATCH_BEGIN
                01 00                     # nlmsg_flags NLM_F_REQUEST
                07 00 00 00               # nlmsg_seq
                00 00 00 00               # nlmsg_pid
                00                        # nfgen_family
                00                        # version
                00 0a                     # res_id NFNL_SUBSYS_NFTABLES
                08 00 01 00  01 02 03 04  # NFNL_BATCH_GENID
                """));
    }

    @Test
    void aHeaderIsReadAsItIsWritten() {
        MessageWriter writer = new MessageWriter();
        NfnetlinkHeader header = new NfnetlinkHeader(10, 0xfedc);
        header.write(writer.begin(0, 0, 1));

        NetlinkMessage message = NetlinkMessage.parse(writer.end().written()).get(0);

        assertThat(NfnetlinkHeader.parse(message)).isEqualTo(header);
    }

    @Test
    void aHeaderThatIsCutIsMalformed() {
        assertThatThrownBy(() -> NfnetlinkHeader.parse(new NetlinkMessage(0, 0, 0, ByteBuffer.allocate(3))))
                .isInstanceOf(MalformedMessageException.class).hasMessage("nfnetlink header of 3 bytes instead of 4");
    }

    @Test
    void messageTypesHaveTheirSubsystemAbove() {
        assertThat(Subsystem.NFTABLES.type(12)).isEqualTo(2572);
        assertThat(Subsystem.CTNETLINK.type(2)).isEqualTo(258);
    }
}
