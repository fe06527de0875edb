package io.hostport4j.netlink.nftables;

import java.util.Objects;
import java.util.Optional;

/**
 * A chain of rules.
 *
 * @param table kept without its comment
 * @param name 1 to 255 bytes
 * @param base present when packets come to it by themselves, and not only from rules that jump to it
 * @param comment 1 to 253 bytes; nft itself takes up to 128
 */
public record Chain(Table table, String name, Optional<BaseChain> base, Optional<String> comment) {
    /** @throws IllegalArgumentException when a length is out of its range */
    public Chain {
        table = table.reference();
        Names.check("chain", name);
        Objects.requireNonNull(base, "base");
        Userdata.check(comment, 0);
    }

    /** A chain that rules jump to. */
    public Chain(Table table, String name) {
        this(table, name, Optional.empty(), Optional.empty());
    }

    /** A chain that packets come to by themselves. */
    public Chain(Table table, String name, BaseChain base) {
        this(table, name, Optional.of(base), Optional.empty());
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Chain that && table.equals(that.table) && name.equals(that.name) && base.equals(that.base)
                && comment.equals(that.comment);
    }

    @Override
    public int hashCode() {
        return ((table.hashCode() * 31 + name.hashCode()) * 31 + base.hashCode()) * 31 + comment.hashCode();
    }

    /** {@code chain forwards of table inet filter}. */
    @Override
    public String toString() {
        return "chain " + name + " of " + table;
    }
}
