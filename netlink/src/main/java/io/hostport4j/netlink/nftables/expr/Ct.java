package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads what is known about the packet's connection, {@code enum nft_ct_attributes}.
 *
 * @param direction which half of the connection, for the keys that differ between them
 * @param register where it goes, see {@link Register}
 */
public record Ct(CtKey key, Optional<CtDirection> direction, int register) implements Expression {
    static final String NAME = "ct";
    static final int ATTR_DREG = 1;
    static final int ATTR_KEY = 2;
    static final int ATTR_DIRECTION = 3;
    static final int ATTR_SREG = 4;

    /** @throws IllegalArgumentException when there is no such register */
    public Ct {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(direction, "direction");
        register = Register.data(register);
    }

    /** A load that needs no direction. */
    public Ct(CtKey key, int register) {
        this(key, Optional.empty(), register);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_KEY, key.number()).attributeBe32(ATTR_DREG, register);
        if (direction.isPresent()) {
            writer.attributeU8(ATTR_DIRECTION, direction.get().number());
        }
    }

    static Optional<Expression> parse(Fields fields) {
        if (fields.only(Fields.mask(ATTR_KEY, ATTR_SREG), 0)) {
            return CtSet.parse(fields);
        }
        if (!fields.only(Fields.mask(ATTR_KEY, ATTR_DREG), Fields.mask(ATTR_DIRECTION))) {
            return Optional.empty();
        }
        int register = fields.dataRegister(ATTR_DREG);
        Optional<CtDirection> direction = Optional.empty();
        if (fields.has(ATTR_DIRECTION)) {
            direction = CtDirection.of(fields.u8(ATTR_DIRECTION));
            if (direction.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<CtKey> key = CtKey.of(fields.be32(ATTR_KEY));
        return key.isPresent() ? Optional.of(new Ct(key.get(), direction, register)) : Optional.empty();
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Ct that && key == that.key && direction.equals(that.direction) && register == that.register;
    }

    @Override
    public int hashCode() {
        return (key.hashCode() * 31 + direction.hashCode()) * 31 + register;
    }

    @Override
    public String toString() {
        return "[ ct load " + key + " => reg " + register + direction.map(which -> " , dir " + which).orElse("") + " ]";
    }
}
