package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks registers up in a set or a map, {@code enum nft_lookup_attributes}.
 *
 * @param set name of the set or map, in the rule's table
 * @param source where the key begins, see {@link Register}
 * @param destination for maps where the data goes, {@link Register#VERDICT} for a map to verdicts
 * @param match what ends the rule
 */
public record Lookup(String set, int source, OptionalInt destination, Match match) implements Expression {
    /** When the rule goes on. */
    public enum Match {
        /** When the key is in the set. */
        PRESENT,
        /** When the key is not in the set; never with a map. */
        ABSENT
    }

    static final String NAME = "lookup";
    private static final int ATTR_SET = 1;
    private static final int ATTR_SREG = 2;
    private static final int ATTR_DREG = 3;
    private static final int ATTR_SET_ID = 4;
    private static final int ATTR_FLAGS = 5;
    private static final int FLAG_INVERTED = 1;

    /** @throws IllegalArgumentException when there is no such register, or the absence from a map is asked for */
    public Lookup {
        Objects.requireNonNull(set, "set");
        Objects.requireNonNull(match, "match");
        source = Register.data(source);
        if (destination.isPresent()) {
            if (match == Match.ABSENT) {
                throw new IllegalArgumentException("a key absent from \"" + set + "\" has no data; leave the destination out");
            }
            int register = destination.getAsInt();
            destination = OptionalInt.of(register == Register.VERDICT ? register : Register.data(register));
        }
    }

    /** Goes on with the rule when the key is in the set. */
    public static Lookup in(String set, int source) {
        return new Lookup(set, source, OptionalInt.empty(), Match.PRESENT);
    }

    /** Goes on with the rule when the key is not in the set. */
    public static Lookup notIn(String set, int source) {
        return new Lookup(set, source, OptionalInt.empty(), Match.ABSENT);
    }

    /** Goes on with the rule when the key is in the map, and loads its data. */
    public static Lookup map(String map, int source, int destination) {
        return new Lookup(map, source, OptionalInt.of(destination), Match.PRESENT);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_SREG, source);
        if (destination.isPresent()) {
            writer.attributeBe32(ATTR_DREG, destination.getAsInt());
        }
        writer.attributeString(ATTR_SET, set);
        if (match == Match.ABSENT) {
            writer.attributeBe32(ATTR_FLAGS, FLAG_INVERTED);
        }
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_SET, ATTR_SREG), Fields.mask(ATTR_DREG, ATTR_SET_ID, ATTR_FLAGS))) {
            return Optional.empty();
        }
        int flags = fields.has(ATTR_FLAGS) ? fields.be32(ATTR_FLAGS) : 0;
        OptionalInt destination = fields.has(ATTR_DREG) ? OptionalInt.of(fields.register(ATTR_DREG)) : OptionalInt.empty();
        if ((flags & ~FLAG_INVERTED) != 0 || flags != 0 && destination.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Lookup(fields.string(ATTR_SET), fields.dataRegister(ATTR_SREG), destination,
                flags == 0 ? Match.PRESENT : Match.ABSENT));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Lookup that && set.equals(that.set) && source == that.source && destination.equals(that.destination)
                && match == that.match;
    }

    @Override
    public int hashCode() {
        return ((set.hashCode() * 31 + source) * 31 + destination.hashCode()) * 31 + match.hashCode();
    }

    @Override
    public String toString() {
        return "[ lookup reg " + source + " set " + set + (destination.isPresent() ? " dreg " + destination.getAsInt() : "")
                + (match == Match.ABSENT ? " 0x1" : "") + " ]";
    }
}
