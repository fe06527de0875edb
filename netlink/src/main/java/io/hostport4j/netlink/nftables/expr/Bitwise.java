package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Computes {@code destination = (source & mask) ^ xor}, {@code enum nft_bitwise_attributes}. Shifts are read as unknown.
 *
 * @param source see {@link Register}
 * @param destination may be the source
 * @param mask 1 to 64 bytes
 * @param xor as many bytes as the mask
 */
public record Bitwise(int source, int destination, byte[] mask, byte[] xor) implements Expression {
    static final String NAME = "bitwise";
    private static final int ATTR_SREG = 1;
    private static final int ATTR_DREG = 2;
    private static final int ATTR_LEN = 3;
    private static final int ATTR_MASK = 4;
    private static final int ATTR_XOR = 5;
    private static final int ATTR_OP = 6;
    private static final int OP_MASK_XOR = 0;

    /** @throws IllegalArgumentException when there is no such register, or mask and xor differ in length */
    public Bitwise {
        source = Register.data(source);
        destination = Register.data(destination);
        mask = Values.copy(mask);
        xor = Values.copy(xor);
        if (mask.length != xor.length) {
            throw new IllegalArgumentException("mask of " + mask.length + " bytes and xor of " + xor.length + "; give them one length");
        }
    }

    /** Keeps the bits of a register that are set in the mask. */
    public static Bitwise and(int register, byte... mask) {
        return new Bitwise(register, register, mask, new byte[mask.length]);
    }

    @Override
    public byte[] mask() {
        return mask.clone();
    }

    @Override
    public byte[] xor() {
        return xor.clone();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_SREG, source).attributeBe32(ATTR_DREG, destination)
                .attributeBe32(ATTR_OP, OP_MASK_XOR).attributeBe32(ATTR_LEN, mask.length);
        Values.write(writer, ATTR_MASK, mask);
        Values.write(writer, ATTR_XOR, xor);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_SREG, ATTR_DREG, ATTR_LEN, ATTR_MASK, ATTR_XOR), Fields.mask(ATTR_OP))
                || fields.has(ATTR_OP) && fields.be32(ATTR_OP) != OP_MASK_XOR) {
            return Optional.empty();
        }
        byte[] mask = fields.data(ATTR_MASK);
        byte[] xor = fields.data(ATTR_XOR);
        if (mask.length != fields.be32(ATTR_LEN) || xor.length != mask.length) {
            throw new MalformedMessageException("bitwise mask of " + mask.length + " bytes and xor of " + xor.length);
        }
        return Optional.of(new Bitwise(fields.dataRegister(ATTR_SREG), fields.dataRegister(ATTR_DREG), mask, xor));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bitwise that && source == that.source && destination == that.destination
                && Arrays.equals(mask, that.mask) && Arrays.equals(xor, that.xor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, destination, Arrays.hashCode(mask), Arrays.hashCode(xor));
    }

    @Override
    public String toString() {
        return "[ bitwise reg " + destination + " = ( reg " + source + " & " + Values.format(mask) + " ) ^ " + Values.format(xor) + " ]";
    }
}
