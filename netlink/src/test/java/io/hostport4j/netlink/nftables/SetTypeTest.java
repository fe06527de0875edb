package io.hostport4j.netlink.nftables;

import static io.hostport4j.netlink.nftables.DataType.ETHER_ADDR;
import static io.hostport4j.netlink.nftables.DataType.IFACE_INDEX;
import static io.hostport4j.netlink.nftables.DataType.IFNAME;
import static io.hostport4j.netlink.nftables.DataType.INET_PROTO;
import static io.hostport4j.netlink.nftables.DataType.INET_SERVICE;
import static io.hostport4j.netlink.nftables.DataType.IPV4_ADDR;
import static io.hostport4j.netlink.nftables.DataType.IPV6_ADDR;
import static io.hostport4j.netlink.nftables.DataType.MARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.nfnetlink.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetTypeTest {
    private static final SetType PROTOCOL_PORT = SetType.of(INET_PROTO, INET_SERVICE);

    @Test
    void aTypeHasTheNumberAndLengthThatNftGivesIt() {
        assertThat(PROTOCOL_PORT.number()).isEqualTo(0x30d);
        assertThat(PROTOCOL_PORT.length()).isEqualTo(8);
        assertThat(SetType.of(INET_SERVICE).number()).isEqualTo(0x0d);
        assertThat(SetType.of(INET_SERVICE).length()).isEqualTo(2);
        SetType owner = SetType.of(IPV6_ADDR, INET_PROTO, INET_SERVICE, INET_SERVICE, IFACE_INDEX);
        assertThat(owner.number()).isEqualTo(0x0830d354);
        assertThat(owner.length()).isEqualTo(32);
        assertThat(owner).hasToString("ipv6_addr . inet_proto . inet_service . inet_service . iface_index");
    }

    @Test
    void eachFieldOfAConcatenationBeginsOnARegister() {
        assertThat(PROTOCOL_PORT.writer().number(6).number(8080).bytes()).isEqualTo(Hex.bytes("""
                06 00 00 00  # tcp
                1f 90 00 00  # 8080
                """));
    }

    @Test
    void aFieldAloneIsNotPadded() {
        assertThat(SetType.of(INET_SERVICE).writer().number(8080).bytes()).isEqualTo(new byte[] {0x1f, (byte) 0x90});
    }

    @Test
    void marksAndIndexesAreInTheOrderOfTheMachine() {
        assertThat(SetType.of(MARK, IPV4_ADDR).writer().number(0x4000).octets(new byte[] {10, 0, 0, 1}).bytes()).isEqualTo(Hex.bytes("""
                00 40 00 00  # 0x4000
                0a 00 00 01  # 10.0.0.1
                """));
    }

    @Test
    void allThatIsWrittenIsReadBack() {
        SetType type = SetType.of(IFNAME, ETHER_ADDR, MARK, INET_PROTO, IPV6_ADDR);
        byte[] mac = {2, 0, 0, 0, 0, 1};
        byte[] address = new byte[16];
        address[15] = 1;
        byte[] bytes = type.writer().text("eth0").octets(mac).number(0xffff_ffffL).number(17).octets(address).bytes();

        FieldReader reader = type.reader(bytes);
        assertThat(reader.text()).isEqualTo("eth0");
        assertThat(reader.octets()).isEqualTo(mac);
        assertThat(reader.number()).isEqualTo(0xffff_ffffL);
        assertThat(reader.number()).isEqualTo(17);
        assertThat(reader.octets()).isEqualTo(address);
        assertThat(type.format(bytes)).isEqualTo("eth0 . 02:00:00:00:00:01 . 0xffffffff . udp . 0:0:0:0:0:0:0:1");
    }

    @Test
    void aTypeThatTheKernelReportsIsTheOneThatWasWritten() {
        for (DataType type : DataType.values()) {
            SetType alone = SetType.of(type);
            assertThat(SetType.of(alone.number(), alone.length())).isEqualTo(alone).extracting(SetType::fields).isEqualTo(List.of(type));
        }
        assertThat(SetType.of(0x30d, 8).fields()).containsExactly(INET_PROTO, INET_SERVICE);
    }

    @Test
    void aTypeFromElsewhereHasNoFields() {
        assertThat(SetType.of(0xffffff00, 16).fields()).isEmpty();
        assertThat(SetType.of(0x30d, 12).fields()).isEmpty();
        assertThat(SetType.of(0x30d, 12)).hasToString("type 781 of 12 bytes");
        assertThat(SetType.of(0x08208208, 80).fields()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> PROTOCOL_PORT.writer().number(256)).hasMessage("number 256 does not fit inet_proto");
        assertThatThrownBy(() -> PROTOCOL_PORT.writer().number(6).number(-1)).hasMessage("number -1 does not fit inet_service");
        assertThatThrownBy(() -> PROTOCOL_PORT.writer().number(6).number(1).number(1))
                .hasMessage("inet_proto . inet_service has no more fields");
        assertThatThrownBy(() -> PROTOCOL_PORT.writer().number(6).bytes()).isInstanceOf(IllegalStateException.class)
                .hasMessage("1 fields of inet_proto . inet_service are written; write all");
        assertThatThrownBy(() -> SetType.of(IPV4_ADDR).writer().octets(new byte[16])).hasMessage("16 bytes for ipv4_addr of 4");
        assertThatThrownBy(() -> SetType.of(IPV6_ADDR).writer().number(1)).hasMessage("number 1 does not fit ipv6_addr");
        assertThatThrownBy(() -> SetType.of(IFNAME).writer().text("sixteen-letters-")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PROTOCOL_PORT.reader(new byte[7])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTypeEndsWithTheRegisters() {
        assertThatThrownBy(() -> SetType.of(IPV6_ADDR, IPV6_ADDR, IPV6_ADDR, IPV6_ADDR, MARK))
                .hasMessage("type of 68 bytes; the registers end at 64");
        assertThatThrownBy(() -> SetType.of(MARK, MARK, MARK, MARK, MARK, MARK)).hasMessage("type of 6 fields; give 1 to 5");
        assertThatThrownBy(SetType::of).hasMessage("type of 0 fields; give 1 to 5");
    }
}
