package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;

/** Conditions that are lost or spread. */
final class BrokenConditions {
    private BrokenConditions() {}

    /** Does not write them. */
    @Breaks("R39")
    static final class LosesConditions extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    super.commit(adding(change, forward -> new Forward(forward.hostPort(), forward.target(), forward.masquerade(), forward.owner())));
                }
            };
        }
    }

    /** Has one place for conditions, and the last one that adds some writes it. */
    @Breaks("R40")
    static final class GivesTheLastConditionsToAll extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private Conditions last = Conditions.NONE;

                @Override
                public Snapshot read(Scope scope) {
                    return showingAs(super.read(scope), forward -> forward.conditions().isEmpty() ? forward
                            : new Forward(forward.hostPort(), forward.target(), forward.masquerade(), last, forward.owner()));
                }

                @Override
                public void commit(Change change) {
                    super.commit(change);
                    change.additions().stream().filter(forward -> !forward.conditions().isEmpty()).forEach(forward -> last = forward.conditions());
                }
            };
        }
    }
}
