package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Optional;

/** Takes the packet out of connection tracking; only in the raw priority, before tracking. */
public record Notrack() implements Expression {
    static final String NAME = "notrack";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        // It has no attributes.
    }

    static Optional<Expression> parse(Fields fields) {
        return fields.only(0, 0) ? Optional.of(new Notrack()) : Optional.empty();
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Notrack;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "[ notrack ]";
    }
}
