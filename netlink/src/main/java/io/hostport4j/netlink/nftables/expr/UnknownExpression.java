package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Arrays;
import java.util.Objects;

/**
 * An expression that has no record of its own here, with its attributes as they are on the wire.
 *
 * @param name the kernel's name for it
 * @param data what is inside its {@code NFTA_EXPR_DATA}
 */
public record UnknownExpression(String name, byte[] data) implements Expression {
    private static final int ALIGNMENT = 4;

    /** @throws NullPointerException when anything is null */
    public UnknownExpression {
        Objects.requireNonNull(name, "name");
        data = data.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.bytes(data);
        for (int i = data.length; i % ALIGNMENT != 0; i++) {
            writer.u8(0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnknownExpression that && name.equals(that.name) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "[ " + name + (data.length == 0 ? "" : " " + Values.format(data)) + " ]";
    }
}
