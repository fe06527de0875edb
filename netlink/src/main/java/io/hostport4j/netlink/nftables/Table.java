package io.hostport4j.netlink.nftables;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A table: the name space of chains, sets and rules.
 *
 * @param name 1 to 255 bytes
 * @param comment 1 to 253 bytes; nft itself takes up to 128
 * @param flags none for most
 */
public record Table(Family family, String name, Optional<String> comment, Set<TableFlag> flags) {
    /** @throws IllegalArgumentException when a length is out of its range */
    public Table {
        Objects.requireNonNull(family, "family");
        Names.check("table", name);
        Userdata.check(comment, 0);
        flags = Set.copyOf(flags);
    }

    /** A table without flags. */
    public Table(Family family, String name, Optional<String> comment) {
        this(family, name, comment, Set.of());
    }

    /** A table without a comment. */
    public Table(Family family, String name) {
        this(family, name, Optional.empty());
    }

    /** The table as its chains, sets and rules name it: without its comment and flags. */
    Table reference() {
        return comment.isEmpty() && flags.isEmpty() ? this : new Table(family, name);
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Table that && family == that.family && name.equals(that.name) && comment.equals(that.comment)
                && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return ((family.hashCode() * 31 + name.hashCode()) * 31 + comment.hashCode()) * 31 + flags.hashCode();
    }

    /** {@code table inet filter}. */
    @Override
    public String toString() {
        return "table " + family + " " + name;
    }
}
