package io.hostport4j.netlink.nfnetlink;

import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;

/** Bytes as a test shows them: a line for each field, in hexadecimal, with its name behind a number sign. */
public final class Hex {
    private Hex() {}

    /** The bytes of a dump; the headers in it are those of a little-endian machine, so tests that use it are skipped elsewhere. */
    public static byte[] bytes(String dump) {
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the bytes are those of a little-endian machine");
        StringBuilder digits = new StringBuilder();
        for (String line : dump.split("\n")) {
            digits.append(line.replaceAll("#.*", "").replace(" ", ""));
        }
        return HexFormat.of().parseHex(digits);
    }

    /** The same as a buffer. */
    public static ByteBuffer buffer(String dump) {
        return ByteBuffer.wrap(bytes(dump)).order(ByteOrder.nativeOrder());
    }

    /** What a writer holds. */
    public static byte[] written(MessageWriter writer) {
        ByteBuffer written = writer.written();
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }
}
