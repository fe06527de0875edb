package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a rule: it loads a register, computes on registers, ends the rule or acts on the packet
 * ({@code enum nft_expr_attributes} in {@code linux/netfilter/nf_tables.h}).
 *
 * <p>An expression without a record of its own here, or with a detail that its record has no word for, is read as an
 * {@link UnknownExpression}, and can be written as one.
 */
public sealed interface Expression
        permits Bitwise, Cmp, Counter, Ct, CtSet, Fib, Immediate, ImmediateVerdict, Lookup, Masquerade, Meta, MetaSet, Nat, Notrack,
                Payload, UnknownExpression {

    /** The kernel's name for it, e.g. {@code payload}. */
    String name();

    /** Writes what is inside its {@code NFTA_EXPR_DATA}. */
    void writeData(MessageWriter writer);

    /** Writes expressions as the elements of a list attribute that is open. */
    static void writeAll(MessageWriter writer, List<Expression> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            write(writer, Fields.LIST_ELEMENT, expressions.get(i));
        }
    }

    /** Writes one as an attribute of its own. */
    static void write(MessageWriter writer, int attribute, Expression expression) {
        int element = writer.openNested(attribute);
        writer.attributeString(Fields.EXPRESSION_NAME, expression.name());
        int data = writer.openNested(Fields.EXPRESSION_DATA);
        expression.writeData(writer);
        writer.closeNested(data).closeNested(element);
    }

    /**
     * Reads the elements of a list attribute.
     *
     * @throws MalformedMessageException when lengths are impossible or a name is missing
     */
    static List<Expression> parseAll(Attributes list) {
        List<Expression> expressions = new ArrayList<>();
        while (list.next()) {
            if (list.type() == Fields.LIST_ELEMENT) {
                expressions.add(parse(list.nested()));
            }
        }
        return expressions;
    }

    /**
     * Reads what is inside one element of such a list.
     *
     * @throws MalformedMessageException as {@link #parseAll}
     */
    static Expression parse(Attributes expression) {
        String name = null;
        Fields fields = Fields.none();
        while (expression.next()) {
            if (expression.type() == Fields.EXPRESSION_NAME) {
                name = expression.string();
            } else if (expression.type() == Fields.EXPRESSION_DATA) {
                fields = Fields.of(expression);
            }
        }
        if (name == null || name.isEmpty()) {
            throw new MalformedMessageException("expression without a name");
        }
        Optional<Expression> known = switch (name) {
            case Bitwise.NAME -> Bitwise.parse(fields);
            case Cmp.NAME -> Cmp.parse(fields);
            case Counter.NAME -> Counter.parse(fields);
            case Ct.NAME -> Ct.parse(fields);
            case Fib.NAME -> Fib.parse(fields);
            case Immediate.NAME -> Immediate.parse(fields);
            case Lookup.NAME -> Lookup.parse(fields);
            case Masquerade.NAME -> Masquerade.parse(fields);
            case Meta.NAME -> Meta.parse(fields);
            case Nat.NAME -> Nat.parse(fields);
            case Notrack.NAME -> Notrack.parse(fields);
            case Payload.NAME -> Payload.parse(fields);
            default -> Optional.empty();
        };
        return known.isPresent() ? known.get() : new UnknownExpression(name, fields.raw());
    }
}
