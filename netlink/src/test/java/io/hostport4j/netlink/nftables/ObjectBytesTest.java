package io.hostport4j.netlink.nftables;

import static io.hostport4j.netlink.nftables.DataType.INET_PROTO;
import static io.hostport4j.netlink.nftables.DataType.INET_SERVICE;
import static io.hostport4j.netlink.nftables.DataType.IPV4_ADDR;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nfnetlink.Hex;
import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.Masquerade;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each object as nft 1.0.6 sends it ({@code nft --debug=mnl}), written and read. */
class ObjectBytesTest {
    private static final Table TABLE = new Table(Family.INET, "t");
    private static final NamedSet MAP = NamedSet.map(TABLE, "any4", SetType.of(INET_PROTO, INET_SERVICE),
            SetType.of(IPV4_ADDR, INET_SERVICE));

    private final MessageWriter writer = new MessageWriter();

    @Test
    void aTableHasTheBytesOfNft() {
        Table table = new Table(Family.INET, "t", Optional.of("tab"));
        String dump = """
                06 00 01 00  74 00 00 00              # NFTA_TABLE_NAME t
                08 00 02 00  00 00 00 00              # NFTA_TABLE_FLAGS
                0a 00 06 00  00 04 74 61 62 00 00 00  # NFTA_TABLE_USERDATA comment, 4, tab
                """;

        TableCodec.write(writer, table);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
        assertThat(TableCodec.parse(message(dump))).isEqualTo(table);
    }

    @Test
    void aBaseChainHasTheBytesOfNft() {
        Chain chain = new Chain(TABLE, "b", Optional.of(new BaseChain(ChainType.NAT, Hook.POSTROUTING, -99, Policy.ACCEPT)),
                Optional.of("base"));
        String dump = """
                06 00 01 00  74 00 00 00              # NFTA_CHAIN_TABLE t
                06 00 03 00  62 00 00 00              # NFTA_CHAIN_NAME b
                08 00 07 00  6e 61 74 00              # NFTA_CHAIN_TYPE nat
                08 00 05 00  00 00 00 01              # NFTA_CHAIN_POLICY accept
                14 00 04 80                           # NFTA_CHAIN_HOOK
                08 00 01 00  00 00 00 04              #   NFTA_HOOK_HOOKNUM postrouting
                08 00 02 00  ff ff ff 9d              #   NFTA_HOOK_PRIORITY -99
                0b 00 0c 00  00 05 62 61 73 65 00 00  # NFTA_CHAIN_USERDATA comment, 5, base
                """;

        ChainCodec.write(writer, chain);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
        assertThat(ChainCodec.parse(message(dump))).isEqualTo(chain);
    }

    @Test
    void aRuleHasTheBytesOfNft() {
        Rule rule = new Rule(TABLE, "b", new Masquerade()).withComment("x");
        String dump = """
                06 00 01 00  74 00 00 00              # NFTA_RULE_TABLE t
                06 00 02 00  62 00 00 00              # NFTA_RULE_CHAIN b
                18 00 04 80                           # NFTA_RULE_EXPRESSIONS
                14 00 01 80                           #   NFTA_LIST_ELEM
                09 00 01 00  6d 61 73 71 00 00 00 00  #     NFTA_EXPR_NAME masq
                04 00 02 80                           #     NFTA_EXPR_DATA
                08 00 07 00  00 02 78 00              # NFTA_RULE_USERDATA comment, 2, x
                """;

        RuleCodec.write(writer, rule);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
        assertThat(RuleCodec.parse(message(dump))).isEqualTo(rule);
    }

    @Test
    void aMapHasTheBytesOfNftButForItsTypeOf() {
        NamedSet map = new NamedSet(TABLE, "any4", MAP.key(), MAP.data(), Set.of(), List.of(), Optional.of("setc"));
        String dump = """
                06 00 01 00  74 00 00 00              # NFTA_SET_TABLE t
                09 00 02 00  61 6e 79 34 00 00 00 00  # NFTA_SET_NAME any4
                08 00 03 00  00 00 00 08              # NFTA_SET_FLAGS map
                08 00 04 00  00 00 03 0d              # NFTA_SET_KEY_TYPE inet_proto . inet_service
                08 00 05 00  00 00 00 08              # NFTA_SET_KEY_LEN
                08 00 06 00  00 00 01 cd              # NFTA_SET_DATA_TYPE ipv4_addr . inet_service
                08 00 07 00  00 00 00 08              # NFTA_SET_DATA_LEN
                08 00 0a 00  00 00 00 01              # NFTA_SET_ID
                1d 00 0d 00                           # NFTA_SET_USERDATA
                00 04 00 00 00 00                     #   byte order of the key: each field has its own
                01 04 00 00 00 00                     #   byte order of the data: each field has its own
                06 04 00 00 00 00                     #   the data is no range
                07 05 73 65 74 63 00  00 00 00        #   comment, 5, setc
                """;

        SetCodec.write(writer, map, 1);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
        assertThat(SetCodec.parse(message(dump))).isEqualTo(map);
    }

    @Test
    void aMapThatCountsHasACounterForEachElement() {
        NamedSet map = MAP.withExpressions(List.of(Counter.zero()));
        String counter = """
                2c 00 11 80                                        # NFTA_SET_EXPR
                0c 00 01 00  63 6f 75 6e 74 65 72 00               #   NFTA_EXPR_NAME counter
                1c 00 02 80                                        #   NFTA_EXPR_DATA
                0c 00 01 00  00 00 00 00 00 00 00 00               #     NFTA_COUNTER_BYTES
                0c 00 02 00  00 00 00 00 00 00 00 00               #     NFTA_COUNTER_PACKETS
                """;

        SetCodec.write(writer, map, 1);

        MessageWriter plain = new MessageWriter();
        SetCodec.write(plain, MAP, 1);
        assertThat(Hex.written(writer)).endsWith(Hex.bytes(counter)).hasSize(Hex.written(plain).length + 0x2c);
    }

    @Test
    void anElementIsReadWithWhatItCounted() {
        String dump = """
                06 00 01 00  74 00 00 00                           # NFTA_SET_ELEM_LIST_TABLE t
                06 00 02 00  6d 00 00 00                           # NFTA_SET_ELEM_LIST_SET m
                40 00 03 80                                        # NFTA_SET_ELEM_LIST_ELEMENTS
                3c 00 01 80                                        #   NFTA_LIST_ELEM
                0c 00 01 80  08 00 01 00  06 00 00 00              #     NFTA_SET_ELEM_KEY
                2c 00 07 80                                        #     NFTA_SET_ELEM_EXPR
                0c 00 01 00  63 6f 75 6e 74 65 72 00               #       NFTA_EXPR_NAME counter
                1c 00 02 80                                        #       NFTA_EXPR_DATA
                0c 00 01 00  00 00 00 00 00 00 00 78               #         NFTA_COUNTER_BYTES
                0c 00 02 00  00 00 00 00 00 00 00 02               #         NFTA_COUNTER_PACKETS
                """;
        List<SetElement> elements = new ArrayList<>();

        ElementCodec.parse(message(dump), elements);

        assertThat(elements).singleElement().satisfies(element -> assertThat(element.expressions()).containsExactly(new Counter(2, 120)));
    }

    @Test
    void aSetOfRangesSaysHowLongEachFieldIs() {
        NamedSet set = NamedSet.set(TABLE, "civ", SetType.of(IPV4_ADDR, INET_SERVICE), SetFlag.INTERVAL);
        String dump = """
                06 00 01 00  74 00 00 00        # NFTA_SET_TABLE t
                08 00 02 00  63 69 76 00        # NFTA_SET_NAME civ
                08 00 03 00  00 00 00 84        # NFTA_SET_FLAGS interval, concatenation
                08 00 04 00  00 00 01 cd        # NFTA_SET_KEY_TYPE ipv4_addr . inet_service
                08 00 05 00  00 00 00 08        # NFTA_SET_KEY_LEN
                08 00 0a 00  00 00 00 02        # NFTA_SET_ID
                20 00 09 80                     # NFTA_SET_DESC
                1c 00 02 80                     #   NFTA_SET_DESC_CONCAT
                0c 00 01 80                     #     NFTA_LIST_ELEM
                08 00 01 00  00 00 00 04        #       NFTA_SET_FIELD_LEN
                0c 00 01 80                     #     NFTA_LIST_ELEM
                08 00 01 00  00 00 00 02        #       NFTA_SET_FIELD_LEN
                0a 00 0d 00  00 04 00 00 00 00  # NFTA_SET_USERDATA byte order of the key
                00 00
                """;

        SetCodec.write(writer, set, 2);

        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
        assertThat(SetCodec.parse(message(dump))).isEqualTo(set);
    }

    @Test
    void anElementHasItsKeysItsDataAndItsComment() {
        SetElement element = SetElement.of(bytes(6, 0, 0, 0, 0x1f, 0x90, 0, 0), bytes(10, 0, 0, 1, 0, 80, 0, 0))
                .withKeyEnd(bytes(6, 0, 0, 0, 0x1f, 0x99, 0, 0)).withComment("pod-a");
        String dump = """
                06 00 01 00  74 00 00 00              # NFTA_SET_ELEM_LIST_TABLE t
                09 00 02 00  61 6e 79 34 00 00 00 00  # NFTA_SET_ELEM_LIST_SET any4
                44 00 03 80                           # NFTA_SET_ELEM_LIST_ELEMENTS
                40 00 01 80                           #   NFTA_LIST_ELEM
                10 00 01 80                           #     NFTA_SET_ELEM_KEY
                0c 00 01 00  06 00 00 00 1f 90 00 00  #       NFTA_DATA_VALUE tcp . 8080
                10 00 0a 80                           #     NFTA_SET_ELEM_KEY_END
                0c 00 01 00  06 00 00 00 1f 99 00 00  #       NFTA_DATA_VALUE tcp . 8089
                10 00 02 80                           #     NFTA_SET_ELEM_DATA
                0c 00 01 00  0a 00 00 01 00 50 00 00  #       NFTA_DATA_VALUE 10.0.0.1 . 80
                0c 00 06 00  00 06 70 6f 64 2d 61 00  #     NFTA_SET_ELEM_USERDATA comment, 6, pod-a
                """;

        int next = ElementCodec.write(writer, MAP, List.of(element), 0);

        assertThat(next).isEqualTo(1);
        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
        assertThat(elements(message(dump))).containsExactly(element);
    }

    @Test
    void aMessageTakesNoMoreElementsThanItsAttributeHolds() {
        List<SetElement> elements = new ArrayList<>();
        for (int port = 0; port < 5000; port++) {
            elements.add(SetElement.of(MAP.key().writer().number(6).number(port).bytes(), new byte[8]));
        }

        List<SetElement> read = new ArrayList<>();
        int messages = 0;
        for (int next = 0; next < elements.size(); messages++) {
            writer.clear();
            next = ElementCodec.write(writer, MAP, elements, next);
            read.addAll(elements(message(Hex.written(writer))));
        }

        assertThat(messages).isEqualTo(3);
        assertThat(read).isEqualTo(elements);
    }

    @Test
    void elementsThatHaveNoKeyOrOnlyEndARangeAreLeftOut() {
        assertThat(elements(message("""
                28 00 03 80               # NFTA_SET_ELEM_LIST_ELEMENTS
                0c 00 01 80               #   NFTA_LIST_ELEM
                08 00 03 00  00 00 00 02  #     NFTA_SET_ELEM_FLAGS catch all
                18 00 01 80               #   NFTA_LIST_ELEM
                08 00 03 00  00 00 00 01  #     NFTA_SET_ELEM_FLAGS end of a range
                0c 00 01 80               #     NFTA_SET_ELEM_KEY
                08 00 01 00  0a 00 01 00  #       NFTA_DATA_VALUE
                """))).isEmpty();
    }

    private static List<SetElement> elements(NetlinkMessage message) {
        List<SetElement> elements = new ArrayList<>();
        ElementCodec.parse(message, elements);
        return elements;
    }

    private static NetlinkMessage message(String attributes) {
        return message(Hex.bytes(attributes));
    }

    private static NetlinkMessage message(byte[] attributes) {
        ByteBuffer payload = ByteBuffer.allocate(NfnetlinkHeader.LENGTH + attributes.length).order(ByteOrder.nativeOrder());
        payload.put((byte) Family.INET.number()).put(new byte[NfnetlinkHeader.LENGTH - 1]).put(attributes).flip();
        return new NetlinkMessage(0, 0, 1, payload);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
