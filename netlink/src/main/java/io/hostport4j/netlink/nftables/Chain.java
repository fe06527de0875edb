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

    /** {@code chain forwards of table inet filter}. */
    @Override
    public String toString() {
        return "chain " + name + " of " + table;
    }
}
