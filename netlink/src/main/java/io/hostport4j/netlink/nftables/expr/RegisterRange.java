package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Optional;

/**
 * The registers that hold the first and the last of a range of addresses or ports; the same one twice is a single value.
 *
 * @param min see {@link Register}
 * @param max see {@link Register}
 */
public record RegisterRange(int min, int max) {
    /** @throws IllegalArgumentException when there is no such register */
    public RegisterRange {
        min = Register.data(min);
        max = Register.data(max);
    }

    /** A single value. */
    public static RegisterRange of(int register) {
        return new RegisterRange(register, register);
    }

    /** As nft writes it: the last one only when it is another register. The kernel reports it always. */
    static void write(MessageWriter writer, Optional<RegisterRange> range, int attributeMin, int attributeMax) {
        if (range.isPresent()) {
            writer.attributeBe32(attributeMin, range.get().min);
            if (range.get().max != range.get().min) {
                writer.attributeBe32(attributeMax, range.get().max);
            }
        }
    }

    static Optional<RegisterRange> parse(Fields fields, int attributeMin, int attributeMax) {
        if (!fields.has(attributeMin)) {
            return Optional.empty();
        }
        int min = fields.dataRegister(attributeMin);
        return Optional.of(new RegisterRange(min, fields.has(attributeMax) ? fields.dataRegister(attributeMax) : min));
    }

    static String format(Optional<RegisterRange> range, String what) {
        if (range.isEmpty()) {
            return "";
        }
        return " " + what + "_min reg " + range.get().min
                + (range.get().max == range.get().min ? "" : " " + what + "_max reg " + range.get().max);
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof RegisterRange that && min == that.min && max == that.max;
    }

    @Override
    public int hashCode() {
        return min * 31 + max;
    }
}
