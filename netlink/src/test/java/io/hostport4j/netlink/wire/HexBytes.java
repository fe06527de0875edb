package io.hostport4j.netlink.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Bytes written out in tests, as they are on a little-endian machine: two digits each, and what follows a # is a comment. */
public final class HexBytes {
    private HexBytes() {}

    /** The bytes of some lines; tests with such bytes are skipped on big-endian machines. */
    public static byte[] of(String lines) {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the bytes are those of a little-endian machine");
        StringBuilder digits = new StringBuilder();
        for (String line : lines.lines().toList()) {
            digits.append(line.replaceFirst("#.*", "").replace(" ", ""));
        }
        return HexFormat.of().parseHex(digits);
    }

    /** What a writer has written. */
    public static byte[] written(MessageWriter writer) {
        return bytes(writer.written());
    }

    /** What is between a buffer's position and its limit. */
    public static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Messages or attributes that stand alone, to be parsed. */
    public static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** The one message that the bytes are. */
    public static NetlinkMessage message(byte[] bytes) {
        return NetlinkMessage.parse(buffer(bytes)).get(0);
    }
}
