package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Goes on with the rule only when a register compares to a constant as asked, {@code enum nft_cmp_attributes}.
 *
 * @param register what is compared, see {@link Register}
 * @param value the constant, 1 to 64 bytes
 */
public record Cmp(CmpOperator operator, int register, byte[] value) implements Expression {
    static final String NAME = "cmp";
    private static final int ATTR_SREG = 1;
    private static final int ATTR_OP = 2;
    private static final int ATTR_DATA = 3;

    /** @throws IllegalArgumentException when there is no such register or the value's length is out of its range */
    public Cmp {
        Objects.requireNonNull(operator, "operator");
        register = Register.data(register);
        value = Values.copy(value);
    }

    /** A comparison for equality. */
    public static Cmp eq(int register, byte... value) {
        return new Cmp(CmpOperator.EQ, register, value);
    }

    /** A comparison for inequality. */
    public static Cmp neq(int register, byte... value) {
        return new Cmp(CmpOperator.NEQ, register, value);
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
        writer.attributeBe32(ATTR_SREG, register).attributeBe32(ATTR_OP, operator.number());
        Values.write(writer, ATTR_DATA, value);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_SREG, ATTR_OP, ATTR_DATA), 0)) {
            return Optional.empty();
        }
        int register = fields.dataRegister(ATTR_SREG);
        byte[] value = fields.data(ATTR_DATA);
        return CmpOperator.of(fields.be32(ATTR_OP)).map(operator -> new Cmp(operator, register, value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cmp that && operator == that.operator && register == that.register && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(operator, register, Arrays.hashCode(value));
    }

    @Override
    public String toString() {
        return "[ cmp " + operator + " reg " + register + " " + Values.format(value) + " ]";
    }
}
