package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * Loads a constant, {@code enum nft_immediate_attributes}; a verdict is an {@link ImmediateVerdict}.
 *
 * @param register where it goes, see {@link Register}
 * @param value 1 to 64 bytes
 */
public record Immediate(int register, byte[] value) implements Expression {
    static final String NAME = "immediate";
    static final int ATTR_DREG = 1;
    static final int ATTR_DATA = 2;

    /** @throws IllegalArgumentException when there is no such register or the value's length is out of its range */
    public Immediate {
        register = Register.data(register);
        value = Values.copy(value);
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_DREG, register);
        Values.write(writer, ATTR_DATA, value);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_DREG, ATTR_DATA), 0)) {
            return Optional.empty();
        }
        if (fields.register(ATTR_DREG) != Register.VERDICT) {
            return Optional.of(new Immediate(fields.dataRegister(ATTR_DREG), fields.data(ATTR_DATA)));
        }
        Attributes data = fields.nested(ATTR_DATA);
        while (data.next()) {
            if (data.type() == Fields.DATA_VERDICT) {
                return Verdict.parse(data.nested()).map(ImmediateVerdict::new);
            }
        }
        throw new MalformedMessageException("immediate for the verdict register without a verdict");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Immediate that && register == that.register && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * register + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "[ immediate reg " + register + " " + Values.format(value) + " ]";
    }
}
