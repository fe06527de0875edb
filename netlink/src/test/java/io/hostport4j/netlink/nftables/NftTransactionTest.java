package io.hostport4j.netlink.nftables;

import static io.hostport4j.netlink.nftables.DataType.INET_PROTO;
import static io.hostport4j.netlink.nftables.DataType.INET_SERVICE;
import static io.hostport4j.netlink.nftables.DataType.IPV4_ADDR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.Verdict;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import io.hostport4j.netlink.wire.NetlinkTypes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NftTransactionTest {
    private static final Table TABLE = new Table(Family.INET, "t", Optional.of("ours"));
    private static final NamedSet MAP = NamedSet.map(TABLE, "any4", SetType.of(INET_PROTO, INET_SERVICE),
            SetType.of(IPV4_ADDR, INET_SERVICE));
    private static final NamedSet PAIRS = new NamedSet(TABLE, "pairs", SetType.of(INET_PROTO, INET_SERVICE), Optional.empty(),
            Set.of(SetFlag.INTERVAL, SetFlag.CONSTANT), List.of(), Optional.of("ranges"));
    private static final Chain BASE = new Chain(TABLE, "base",
            Optional.of(new BaseChain(ChainType.NAT, Hook.OUTPUT, -99, Policy.ACCEPT)), Optional.of("entry"));
    private static final Rule RULE = new Rule(TABLE, "base", Counter.zero(), new ImmediateVerdict(Verdict.jump("c"))).withComment("why");

    @Test
    void itPrintsAsAScript() {
        SetElement element = SetElement.of(key(8080), MAP.data().orElseThrow().writer().octets(new byte[] {10, 0, 0, 1}).number(80).bytes());
        Rule read = new Rule(TABLE, "base", List.of(), Optional.empty(), OptionalLong.of(7));

        assertThat(NftTransaction.builder()
                .add(TABLE).add(new Chain(TABLE, "c")).create(BASE).add(MAP).add(PAIRS).add(RULE)
                .add(MAP, element.withComment("pod")).create(PAIRS, SetElement.of(key(1)).withKeyEnd(key(9)))
                .delete(MAP, List.of(element, SetElement.of(key(81)))).delete(read)
                .flush(MAP).flush(BASE).delete(PAIRS).delete(BASE).delete(TABLE).build()).hasToString("""
                add table inet t { comment "ours"; }
                add chain inet t c
                create chain inet t base { type nat hook output priority -99; policy accept; comment "entry"; }
                add map inet t any4 { type inet_proto . inet_service : ipv4_addr . inet_service; }
                add set inet t pairs { type inet_proto . inet_service; flags constant,interval; comment "ranges"; }
                add rule inet t base [ counter pkts 0 bytes 0 ] [ immediate reg 0 jump -> c ] comment "why"
                add element inet t any4 { tcp . 8080 comment "pod" : 10.0.0.1 . 80 }
                create element inet t pairs { tcp . 1 to tcp . 9 }
                delete element inet t any4 { tcp . 8080, tcp . 81 }
                delete rule inet t base handle 7
                flush map inet t any4
                flush chain inet t base
                delete set inet t pairs
                delete chain inet t base
                delete table inet t
                """);
    }

    @Test
    void itIsOneSendWithOneAcknowledgement() {
        ScriptedKernel kernel = acknowledging();

        Nftables.open(kernel).commit(NftTransaction.builder().add(TABLE).create(BASE).add(RULE).delete(MAP).build(), 5);

        assertThat(kernel.sent).hasSize(1);
        List<NetlinkMessage> batch = kernel.sent.get(0);
        assertThat(batch).extracting(NetlinkMessage::type)
                .containsExactly(16, NftMessage.NEWTABLE, NftMessage.NEWCHAIN, NftMessage.NEWRULE, NftMessage.DELSET, 17);
        int request = NetlinkFlags.REQUEST;
        assertThat(batch).extracting(NetlinkMessage::flags).containsExactly(request, request | NetlinkFlags.CREATE,
                request | NetlinkFlags.CREATE | NetlinkFlags.EXCL, request | NetlinkFlags.CREATE | NetlinkFlags.APPEND,
                request | NetlinkFlags.ACK, request);
        assertThat(batch.stream().map(NetlinkMessage::sequence)).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyOneIsABatchOfNothing() {
        ScriptedKernel kernel = acknowledging();
        NftTransaction empty = NftTransaction.builder().build();

        Nftables.open(kernel).commit(empty);

        assertThat(empty.isEmpty()).isTrue();
        assertThat(kernel.sent.get(0)).extracting(NetlinkMessage::type).containsExactly(16, 17);
    }

    @Test
    void whatDoesNotFitItsSetIsRefusedBeforeItIsSent() {
        NftTransaction.Builder transaction = NftTransaction.builder();

        assertThatThrownBy(() -> transaction.add(MAP, SetElement.of(new byte[4])))
                .hasMessage("key of 4 bytes for map any4 of table inet t of 8");
        assertThatThrownBy(() -> transaction.add(MAP, SetElement.of(key(1))))
                .hasMessage("element 0x0600000000010000 for map any4 of table inet t; maps have data, sets have none");
        assertThatThrownBy(() -> transaction.add(MAP, SetElement.of(key(1), new byte[4])))
                .hasMessage("data of 4 bytes for map any4 of table inet t");
        assertThatThrownBy(() -> transaction.add(MAP, SetElement.of(key(1), new byte[8]).withKeyEnd(key(2))))
                .hasMessage("a range for map any4 of table inet t; it has no flag interval or no concatenated key");
        assertThatThrownBy(() -> transaction.add(MAP, List.of())).hasMessage("no elements to add in map any4 of table inet t");
        assertThatThrownBy(() -> transaction.delete(RULE)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("no handle in rule");
    }

    @Test
    void namesAndCommentsAreWithinTheKernelsLimits() {
        assertThatThrownBy(() -> new Table(Family.INET, "")).hasMessage("table name \"\" has 0 bytes; give 1 to 255 without NUL");
        assertThatThrownBy(() -> new Chain(TABLE, "c".repeat(256))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SetElement.of(key(1)).withComment("")).hasMessage("comment \"\" has 0 bytes; give 1 to 253 without NUL");
        assertThat(SetElement.of(key(1)).withComment("c".repeat(253)).comment()).isPresent();
        assertThatThrownBy(() -> SetElement.of(key(1)).withComment("c".repeat(254))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatBelongsToATableKeepsNothingOfItButItsName() {
        assertThat(new Chain(TABLE, "c")).isEqualTo(new Chain(new Table(Family.INET, "t"), "c"));
        assertThat(MAP.table().comment()).isEmpty();
    }

    private static ScriptedKernel acknowledging() {
        return new ScriptedKernel((request, answer) -> {
            if (request.has(NetlinkFlags.ACK)) {
                answer.begin(NetlinkTypes.ERROR, 0, request.sequence()).u32(0).u32(0).u32(0).u32(request.sequence()).u32(0).end();
            }
        });
    }

    private static byte[] key(int port) {
        return MAP.key().writer().number(6).number(port).bytes();
    }
}
