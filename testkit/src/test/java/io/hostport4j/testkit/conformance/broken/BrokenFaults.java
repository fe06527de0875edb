package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;

/** Damage that is not seen, not mended, or in the way. */
final class BrokenFaults {
    private BrokenFaults() {}

    /** Never looks at the objects around the forwards. */
    @Breaks("R25")
    static final class SeesNoDamage extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    return faulty(super.read(scope), fault -> !fault.endsWith("is missing"));
                }
            };
        }
    }

    /** Sees nothing to do in a change without removals and additions. */
    @Breaks("R26")
    static final class MendsNothing extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    boolean damaged = change.basis().faults().stream().anyMatch(fault -> fault.endsWith("is missing"));
                    if (!damaged || !change.removals().isEmpty() || !change.additions().isEmpty()) {
                        super.commit(change);
                    }
                }
            };
        }
    }

    /** Stops at the first surprise. */
    @Breaks("R27")
    static final class RemovesNothingFromWhatIsDamaged extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    if (!change.removals().isEmpty() && change.basis().faults().stream().anyMatch(fault -> fault.endsWith("is missing"))) {
                        throw new BackendFailedException("memory: " + change.basis().faults());
                    }
                    super.commit(change);
                }
            };
        }
    }

    /** Never looks which link a forward was made for. */
    @Breaks("R28")
    static final class DoesNotMindTheWay extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    return faulty(super.read(scope), fault -> fault.endsWith("is missing"));
                }
            };
        }
    }
}
