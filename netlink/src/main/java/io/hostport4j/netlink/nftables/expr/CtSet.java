package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * Sets what is kept with the packet's connection, its mark for one, {@code enum nft_ct_attributes}.
 *
 * @param register where the value comes from, see {@link Register}
 */
public record CtSet(CtKey key, int register) implements Expression {
    /** @throws IllegalArgumentException when there is no such register */
    public CtSet {
        Objects.requireNonNull(key, "key");
        register = Register.data(register);
    }

    @Override
    public String name() {
        return Ct.NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(Ct.ATTR_KEY, key.number()).attributeBe32(Ct.ATTR_SREG, register);
    }

    static Optional<Expression> parse(Fields fields) {
        int register = fields.dataRegister(Ct.ATTR_SREG);
        return CtKey.of(fields.be32(Ct.ATTR_KEY)).map(key -> new CtSet(key, register));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof CtSet that && key == that.key && register == that.register;
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + register;
    }

    @Override
    public String toString() {
        return "[ ct set " + key + " with reg " + register + " ]";
    }
}
