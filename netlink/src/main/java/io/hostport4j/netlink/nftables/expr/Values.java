package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteOrder;

/** Constant bytes in expressions, {@code struct nft_data}. */
final class Values {
    /** {@code NFT_DATA_VALUE_MAXLEN}. */
    private static final int MAX_LENGTH = 64;
    private static final int WORD = 4;

    private Values() {}

    static byte[] copy(byte[] value) {
        if (!valid(value)) {
            throw new IllegalArgumentException("value of " + value.length + " bytes; give 1 to " + MAX_LENGTH);
        }
        return value.clone();
    }

    static byte[] parsed(byte[] value) {
        if (!valid(value)) {
            throw new MalformedMessageException("value of " + value.length + " bytes; there are 1 to " + MAX_LENGTH);
        }
        return value;
    }

    /** Writes {@code NFTA_DATA_VALUE} in an attribute of the given type. */
    static void write(MessageWriter writer, int type, byte[] value) {
        int data = writer.openNested(type);
        writer.attribute(Fields.DATA_VALUE, value).closeNested(data);
    }

    /** As libnftnl prints it: words of four bytes as numbers of this machine. */
    static String format(byte[] value) {
        StringBuilder text = new StringBuilder();
        for (int start = 0; start < value.length; start += WORD) {
            if (start > 0) {
                text.append(' ');
            }
            text.append("0x");
            for (int i = 0; i < WORD; i++) {
                int at = start + (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? WORD - 1 - i : i);
                int octet = at < value.length ? value[at] : 0;
                text.append(Character.forDigit(octet >> 4 & 0xf, 16)).append(Character.forDigit(octet & 0xf, 16));
            }
        }
        return text.toString();
    }

    private static boolean valid(byte[] value) {
        return value.length >= 1 && value.length <= MAX_LENGTH;
    }
}
