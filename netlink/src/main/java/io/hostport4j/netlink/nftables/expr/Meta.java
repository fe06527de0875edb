package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads what is known about a packet beside its bytes, {@code enum nft_meta_attributes}.
 *
 * @param register where it goes, see {@link Register}
 */
public record Meta(MetaKey key, int register) implements Expression {
    static final String NAME = "meta";
    static final int ATTR_DREG = 1;
    static final int ATTR_KEY = 2;
    static final int ATTR_SREG = 3;

    /** @throws IllegalArgumentException when there is no such register */
    public Meta {
        Objects.requireNonNull(key, "key");
        register = Register.data(register);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_KEY, key.number()).attributeBe32(ATTR_DREG, register);
    }

    static Optional<Expression> parse(Fields fields) {
        if (fields.only(Fields.mask(ATTR_KEY, ATTR_SREG), 0)) {
            return MetaSet.parse(fields);
        }
        if (!fields.only(Fields.mask(ATTR_KEY, ATTR_DREG), 0)) {
            return Optional.empty();
        }
        int register = fields.dataRegister(ATTR_DREG);
        return MetaKey.of(fields.be32(ATTR_KEY)).map(key -> new Meta(key, register));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Meta that && key == that.key && register == that.register;
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + register;
    }

    @Override
    public String toString() {
        return "[ meta load " + key + " => reg " + register + " ]";
    }
}
