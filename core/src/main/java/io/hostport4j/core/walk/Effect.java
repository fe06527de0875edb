package io.hostport4j.core.walk;

import java.util.List;
import java.util.Optional;

/** What a rule does. */
sealed interface Effect extends Part {
    /** What ends a rule, a chain, or a packet's way. */
    enum Verdict implements Effect {
        ACCEPT, DROP, REJECT, RETURN,
        /** Handed to a program, which decides. */
        QUEUE
    }

    record Jump(String chain) implements Effect {}

    record Goto(String chain) implements Effect {}

    /**
     * Replaces the destination.
     *
     * @param address gives the address, or in a row the address and the port
     * @param port gives the port; where both leave it open it stays
     */
    record Dnat(Expression address, Optional<Expression> port) implements Effect {}

    /** Makes the node itself the destination. */
    record Redirect(Optional<Expression> port) implements Effect {}

    /** @param address the new source; the outgoing interface's when empty */
    record Snat(Optional<Expression> address) implements Effect {}

    record SetMark(Expression mark) implements Effect {}

    record SetConnectionMark(Expression mark) implements Effect {}

    /** Tells the tracker to ignore the packet. */
    record Untrack() implements Effect {}

    /** A verdict by the key; one of them in any case when {@code always}. */
    record VerdictMap(Expression key, List<Case> cases, boolean always) implements Effect {
        public VerdictMap {
            cases = List.copyOf(cases);
        }

        record Case(Pattern key, Effect verdict) {}
    }

    /** Something that cannot be read, and may decide anything. */
    record Unreadable(String words) implements Effect {}
}
