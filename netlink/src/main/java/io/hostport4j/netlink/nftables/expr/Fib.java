package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks a packet's address up in the routing tables, {@code enum nft_fib_attributes}.
 *
 * @param flags what it is looked up with
 * @param result what is loaded
 * @param register where it goes, see {@link Register}
 */
public record Fib(Set<FibFlag> flags, FibResult result, int register) implements Expression {
    static final String NAME = "fib";
    private static final int ATTR_DREG = 1;
    private static final int ATTR_RESULT = 2;
    private static final int ATTR_FLAGS = 3;

    /** @throws IllegalArgumentException when there is no such register */
    public Fib {
        flags = Set.copyOf(flags);
        Objects.requireNonNull(result, "result");
        register = Register.data(register);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        int bits = 0;
        for (FibFlag flag : flags) {
            bits |= flag.bit();
        }
        writer.attributeBe32(ATTR_FLAGS, bits).attributeBe32(ATTR_RESULT, result.number()).attributeBe32(ATTR_DREG, register);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_DREG, ATTR_RESULT, ATTR_FLAGS), 0)) {
            return Optional.empty();
        }
        int bits = fields.be32(ATTR_FLAGS);
        Set<FibFlag> flags = EnumSet.noneOf(FibFlag.class);
        for (FibFlag flag : FibFlag.values()) {
            if ((bits & flag.bit()) != 0) {
                flags.add(flag);
                bits &= ~flag.bit();
            }
        }
        if (bits != 0) {
            return Optional.empty();
        }
        int register = fields.dataRegister(ATTR_DREG);
        return FibResult.of(fields.be32(ATTR_RESULT)).map(result -> new Fib(flags, result, register));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Fib that && flags.equals(that.flags) && result == that.result && register == that.register;
    }

    @Override
    public int hashCode() {
        return (flags.hashCode() * 31 + result.hashCode()) * 31 + register;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[ fib ");
        String separator = "";
        for (FibFlag flag : FibFlag.values()) {
            if (flag != FibFlag.PRESENT && flags.contains(flag)) {
                text.append(separator).append(flag.name().toLowerCase(Locale.ROOT));
                separator = " . ";
            }
        }
        return text.append(' ').append(result).append(flags.contains(FibFlag.PRESENT) ? " present" : "")
                .append(" => reg ").append(register).append(" ]").toString();
    }
}
