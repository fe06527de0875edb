package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;

/** Refusals that are told badly, or remembered. */
final class BrokenFailures {
    private BrokenFailures() {}

    /** Lets a refusal out as it came. */
    @Breaks("R41")
    static final class ThrowsWhateverComes extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    try {
                        super.commit(change);
                    } catch (BackendFailedException e) {
                        throw new IllegalStateException("errno 17");
                    }
                }
            };
        }
    }

    /** Cannot be used any more when something was refused. */
    @Breaks("R42")
    static final class GivesUpAfterARefusal extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private boolean dead;

                @Override
                public void commit(Change change) {
                    if (dead) {
                        throw new BackendFailedException("memory: out of order");
                    }
                    dead = true;
                    super.commit(change);
                    dead = false;
                }
            };
        }
    }
}
