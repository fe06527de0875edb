package io.hostport4j.netlink.nftables;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What a field of a set's key or data is, by the names and numbers of nft ({@code enum datatypes} in its {@code datatype.h}).
 *
 * <p>The kernel stores the numbers and looks only at lengths; nft prints by them.
 */
public enum DataType {
    /** IPv4 address. */
    IPV4_ADDR("ipv4_addr", 7, 4, ByteOrder.BIG_ENDIAN),
    /** IPv6 address. */
    IPV6_ADDR("ipv6_addr", 8, 16, ByteOrder.BIG_ENDIAN),
    /** Ethernet address. */
    ETHER_ADDR("ether_addr", 9, 6, ByteOrder.BIG_ENDIAN),
    /** Ethertype. */
    ETHER_TYPE("ether_type", 10, 2, ByteOrder.BIG_ENDIAN),
    /** Transport protocol. */
    INET_PROTO("inet_proto", 12, 1, ByteOrder.BIG_ENDIAN),
    /** Port. */
    INET_SERVICE("inet_service", 13, 2, ByteOrder.BIG_ENDIAN),
    /** Packet mark. */
    MARK("mark", 19, 4, ByteOrder.nativeOrder()),
    /** Interface index. */
    IFACE_INDEX("iface_index", 20, 4, ByteOrder.nativeOrder()),
    /** Connection state. */
    CT_STATE("ct_state", 26, 4, ByteOrder.nativeOrder()),
    /** Connection status. */
    CT_STATUS("ct_status", 28, 4, ByteOrder.nativeOrder()),
    /** Type of a local address. */
    FIB_ADDRTYPE("fib_addrtype", 38, 4, ByteOrder.nativeOrder()),
    /** Interface name, padded with NUL. */
    IFNAME("ifname", 41, 16, ByteOrder.nativeOrder());

    private final String word;
    private final int number;
    private final int length;
    private final ByteOrder order;

    DataType(String word, int number, int length, ByteOrder order) {
        this.word = word;
        this.number = number;
        this.length = length;
        this.order = order;
    }

    int number() {
        return number;
    }

    /** Bytes of a value, without the padding that a concatenation adds. */
    public int length() {
        return length;
    }

    /** Byte order of its numbers. */
    ByteOrder order() {
        return order;
    }

    static Optional<DataType> of(int number) {
        for (DataType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** nft's name, e.g. {@code inet_service}. */
    @Override
    public String toString() {
        return word;
    }
}
