package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nftables.expr.Expression;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The declaration of a set, or of a map when it has data; its elements are {@link SetElement}s.
 *
 * @param table kept without its comment
 * @param name 1 to 255 bytes
 * @param key type of the keys
 * @param data type of what keys are mapped to
 * @param expressions what each new element gets a copy of, e.g. a counter; more than one need {@link SetFlag#EXPR} and Linux 5.11
 * @param comment 1 to 235 bytes; nft itself takes up to 128
 */
public record NamedSet(Table table, String name, SetType key, Optional<SetType> data, Set<SetFlag> flags, List<Expression> expressions,
        Optional<String> comment) {
    /** Bytes of the notes that {@link SetCodec} writes before a comment. */
    private static final int OTHER_NOTES = 18;

    /** @throws IllegalArgumentException when a length is out of its range */
    public NamedSet {
        table = table.reference();
        Names.check("set", name);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(data, "data");
        flags = Set.copyOf(flags);
        expressions = List.copyOf(expressions);
        Userdata.check(comment, OTHER_NOTES);
    }

    /** A set of keys. */
    public static NamedSet set(Table table, String name, SetType key, SetFlag... flags) {
        return new NamedSet(table, name, key, Optional.empty(), Set.of(flags), List.of(), Optional.empty());
    }

    /** A map of keys to data. */
    public static NamedSet map(Table table, String name, SetType key, SetType data, SetFlag... flags) {
        return new NamedSet(table, name, key, Optional.of(data), Set.of(flags), List.of(), Optional.empty());
    }

    /** This set with other expressions. */
    public NamedSet withExpressions(List<Expression> others) {
        return new NamedSet(table, name, key, data, flags, others, comment);
    }

    /** Whether its elements are ranges in each field, which are given by {@link SetElement#keyEnd}. */
    boolean hasConcatenatedIntervals() {
        return flags.contains(SetFlag.INTERVAL) && key.isConcatenation();
    }

    /** {@code map} or {@code set}. */
    String kind() {
        return data.isPresent() ? "map" : "set";
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof NamedSet that && table.equals(that.table) && name.equals(that.name) && key.equals(that.key)
                && data.equals(that.data) && flags.equals(that.flags) && expressions.equals(that.expressions)
                && comment.equals(that.comment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, name, key, data, flags, expressions, comment);
    }

    /** {@code map any4 of table inet filter}. */
    @Override
    public String toString() {
        return kind() + " " + name + " of " + table;
    }
}
