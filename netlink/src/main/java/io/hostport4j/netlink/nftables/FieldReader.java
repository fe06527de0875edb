package io.hostport4j.netlink.nftables;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Takes the bytes of a key or of data apart, field by field in the order of its {@link SetType}; a reader is used once. */
public final class FieldReader {
    private final SetType type;
    private final byte[] bytes;
    private int field;
    private int offset;

    FieldReader(SetType type, byte[] bytes) {
        if (bytes.length != type.length()) {
            throw new IllegalArgumentException("value of " + bytes.length + " bytes for " + type + " of " + type.length());
        }
        this.type = type;
        this.bytes = bytes.clone();
    }

    /**
     * The next field as an unsigned number.
     *
     * @throws IllegalArgumentException when it is longer than 4 bytes, or all fields are read
     */
    public long number() {
        DataType at = at();
        int length = at.length();
        if (length > Integer.BYTES) {
            throw new IllegalArgumentException(at + " is no number");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int shift = at.order() == ByteOrder.BIG_ENDIAN ? length - 1 - i : i;
            value |= (bytes[offset + i] & 0xffL) << 8 * shift;
        }
        step();
        return value;
    }

    /**
     * The next field as it is on the wire.
     *
     * @throws IllegalArgumentException when all fields are read
     */
    public byte[] octets() {
        byte[] value = Arrays.copyOfRange(bytes, offset, offset + at().length());
        step();
        return value;
    }

    /**
     * The next field in nft's notation: {@code tcp}, {@code 8080}, {@code 10.0.0.1}, {@code 0x2a} for a mark, a name as it is.
     *
     * @throws IllegalArgumentException when all fields are read
     */
    public String text() {
        return switch (at()) {
            case IPV4_ADDR, IPV6_ADDR -> address(octets());
            case ETHER_ADDR -> HexFormat.ofDelimiter(":").formatHex(octets());
            case INET_PROTO -> protocol((int) number());
            case INET_SERVICE, IFACE_INDEX -> Long.toString(number());
            case ETHER_TYPE, MARK, CT_STATE, CT_STATUS, FIB_ADDRTYPE -> "0x" + Long.toHexString(number());
            case IFNAME -> new String(octets(), StandardCharsets.UTF_8).trim();
        };
    }

    private static String protocol(int number) {
        return switch (number) {
            case 6 -> "tcp";
            case 17 -> "udp";
            case 132 -> "sctp";
            default -> Integer.toString(number);
        };
    }

    private static String address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of " + octets.length + " bytes", e);
        }
    }

    private DataType at() {
        if (field == type.fields().size()) {
            throw new IllegalArgumentException(type + " has no more fields");
        }
        return type.fields().get(field);
    }

    private void step() {
        offset = type.next(offset, field);
        field++;
    }
}
