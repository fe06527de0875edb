package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Commits on what was. */
final class BrokenStaleness {
    private BrokenStaleness() {}

    /** Commits on whatever is there by now. */
    @Breaks("R23")
    static final class IgnoresStaleness extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private final Map<Snapshot, Scope> scopes = new IdentityHashMap<>();

                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    scopes.put(snapshot, scope);
                    return snapshot;
                }

                @Override
                public void commit(Change change) {
                    Snapshot now = super.read(scopes.get(change.basis()));
                    super.commit(new Change(now, change.owner(), change.removals(), change.additions()));
                }
            };
        }
    }

    /** Assumes the same once more after it proved wrong. */
    @Breaks("R24")
    static final class ClingsToItsAssumption extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private Optional<Snapshot> wrong = Optional.empty();
                private boolean again;

                @Override
                public Snapshot basis(Scope scope) {
                    again = wrong.isPresent();
                    Snapshot basis = wrong.orElseGet(() -> read(scope));
                    wrong = Optional.empty();
                    return basis;
                }

                @Override
                public void commit(Change change) {
                    try {
                        super.commit(change);
                    } catch (StaleSnapshotException e) {
                        wrong = again ? Optional.empty() : Optional.of(change.basis());
                        throw e;
                    }
                }
            };
        }
    }
}
