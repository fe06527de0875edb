package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * Sets what is kept beside a packet's bytes, its mark for one, {@code enum nft_meta_attributes}.
 *
 * @param register where the value comes from, see {@link Register}
 */
public record MetaSet(MetaKey key, int register) implements Expression {
    /** @throws IllegalArgumentException when there is no such register */
    public MetaSet {
        Objects.requireNonNull(key, "key");
        register = Register.data(register);
    }

    @Override
    public String name() {
        return Meta.NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(Meta.ATTR_KEY, key.number()).attributeBe32(Meta.ATTR_SREG, register);
    }

    static Optional<Expression> parse(Fields fields) {
        int register = fields.dataRegister(Meta.ATTR_SREG);
        return MetaKey.of(fields.be32(Meta.ATTR_KEY)).map(key -> new MetaSet(key, register));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof MetaSet that && key == that.key && register == that.register;
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + register;
    }

    @Override
    public String toString() {
        return "[ meta set " + key + " with reg " + register + " ]";
    }
}
