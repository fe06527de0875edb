package io.hostport4j.core.walk;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A chain with its rules in order.
 *
 * @param base empty for one that packets come to by a rule alone
 */
record Chain(TableName table, String name, Optional<Base> base, List<Rule> rules) {
    Chain {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(base, "base");
        rules = List.copyOf(rules);
    }

    /**
     * Where packets come by themselves.
     *
     * @param nat whether it is of type nat, and so sees only the first packet of a connection
     * @param policy what becomes of a packet that no rule decides on
     */
    record Base(Hook hook, int priority, boolean nat, Effect.Verdict policy) {}

    @Override
    public String toString() {
        return table + " " + name;
    }
}
