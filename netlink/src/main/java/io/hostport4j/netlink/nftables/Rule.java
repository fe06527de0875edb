package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nftables.expr.Expression;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rule of a chain.
 *
 * @param table kept without its comment
 * @param chain 1 to 255 bytes
 * @param comment 1 to 253 bytes; nft itself takes up to 128
 * @param handle the kernel's number for a rule that was read
 */
public record Rule(Table table, String chain, List<Expression> expressions, Optional<String> comment, OptionalLong handle) {
    /** @throws IllegalArgumentException when a length is out of its range */
    public Rule {
        table = table.reference();
        Names.check("chain", chain);
        expressions = List.copyOf(expressions);
        Userdata.check(comment, 0);
        Objects.requireNonNull(handle, "handle");
    }

    /** A rule without a comment. */
    public Rule(Table table, String chain, List<Expression> expressions) {
        this(table, chain, expressions, Optional.empty(), OptionalLong.empty());
    }

    /** A rule without a comment, of the expressions in their order. */
    public Rule(Table table, String chain, Expression... expressions) {
        this(table, chain, List.of(expressions));
    }

    /** This rule with a comment. */
    public Rule withComment(String text) {
        return new Rule(table, chain, expressions, Optional.of(text), handle);
    }

    /** What the rule says, without the number it happens to have: equal to the rule as it was written. */
    public Rule withoutHandle() {
        return handle.isEmpty() ? this : new Rule(table, chain, expressions, comment, OptionalLong.empty());
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Rule that && table.equals(that.table) && chain.equals(that.chain)
                && expressions.equals(that.expressions) && comment.equals(that.comment) && handle.equals(that.handle);
    }

    @Override
    public int hashCode() {
        return (((table.hashCode() * 31 + chain.hashCode()) * 31 + expressions.hashCode()) * 31 + comment.hashCode()) * 31 + handle.hashCode();
    }

    /** The expressions as {@code nft --debug=netlink} prints them, on one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("rule of chain ").append(chain).append(" of ").append(table).append(':');
        for (Expression expression : expressions) {
            text.append(' ').append(expression);
        }
        if (comment.isPresent()) {
            text.append(" comment \"").append(comment.get()).append('"');
        }
        return text.toString();
    }
}
