package io.hostport4j.netlink.wire;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;

/** Tries cut and wrong variants of valid bytes on a reader, which may refuse them with {@link MalformedMessageException} alone. */
public final class HostileBytes {
    private static final int MUTATIONS = 20_000;
    private static final long SEED = 20;

    private HostileBytes() {}

    /** Every prefix, then thousands of variants with some bytes changed, always the same ones. */
    public static void tryOn(byte[] valid, Consumer<byte[]> reader) {
        for (int length = 0; length <= valid.length; length++) {
            accept(reader, Arrays.copyOf(valid, length));
        }
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = valid.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = interesting(random);
            }
            accept(reader, mutated);
        }
    }

    /** Bytes at random, of lengths up to 200. */
    public static void tryRandom(Consumer<byte[]> reader) {
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = interesting(random);
            }
            accept(reader, bytes);
        }
    }

    /** Small numbers are plausible lengths and types, so they come oftener. */
    private static byte interesting(Random random) {
        return (byte) switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(40);
            case 2 -> 0xff;
            default -> random.nextInt();
        };
    }

    private static void accept(Consumer<byte[]> reader, byte[] bytes) {
        try {
            reader.accept(bytes);
        } catch (MalformedMessageException expected) {
            // The one answer to wrong bytes.
        } catch (RuntimeException e) {
            fail("bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes), e);
        }
    }
}
