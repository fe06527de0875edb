package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads bytes of the packet, {@code enum nft_payload_attributes}.
 *
 * @param offset bytes behind the base, 0 to 255
 * @param length bytes, 1 to 64
 * @param register where they go, see {@link Register}
 */
public record Payload(PayloadBase base, int offset, int length, int register) implements Expression {
    static final String NAME = "payload";
    private static final int ATTR_DREG = 1;
    private static final int ATTR_BASE = 2;
    private static final int ATTR_OFFSET = 3;
    private static final int ATTR_LEN = 4;
    private static final int MAX_OFFSET = 255;
    private static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException when a number is out of its range */
    public Payload {
        Objects.requireNonNull(base, "base");
        if (!inRange(offset, length)) {
            throw new IllegalArgumentException("payload of " + length + " bytes at offset " + offset + "; give 1 to "
                    + MAX_LENGTH + " bytes at 0 to " + MAX_OFFSET);
        }
        register = Register.data(register);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_DREG, register).attributeBe32(ATTR_BASE, base.number())
                .attributeBe32(ATTR_OFFSET, offset).attributeBe32(ATTR_LEN, length);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_DREG, ATTR_BASE, ATTR_OFFSET, ATTR_LEN), 0)) {
            return Optional.empty();
        }
        int offset = fields.be32(ATTR_OFFSET);
        int length = fields.be32(ATTR_LEN);
        if (!inRange(offset, length)) {
            throw new MalformedMessageException("payload of " + length + " bytes at offset " + offset);
        }
        int register = fields.dataRegister(ATTR_DREG);
        return PayloadBase.of(fields.be32(ATTR_BASE)).map(base -> new Payload(base, offset, length, register));
    }

    private static boolean inRange(int offset, int length) {
        return offset >= 0 && offset <= MAX_OFFSET && length >= 1 && length <= MAX_LENGTH;
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && base == that.base && offset == that.offset && length == that.length
                && register == that.register;
    }

    @Override
    public int hashCode() {
        return ((base.hashCode() * 31 + offset) * 31 + length) * 31 + register;
    }

    @Override
    public String toString() {
        return "[ payload load " + length + "b @ " + base + " + " + offset + " => reg " + register + " ]";
    }
}
