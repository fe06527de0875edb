package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.List;
import java.util.Set;

/** What is left, and what should have been. */
final class BrokenTidying {
    private BrokenTidying() {}

    /** Has not looked. */
    @Breaks("R29")
    static final class IsAlwaysEmpty extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public boolean isEmpty() {
                    return true;
                }
            };
        }
    }

    /** Removes what it keeps, all of it. */
    @Breaks("R30")
    static final class TidiesForwardsAway extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void tidy() {
                    for (Forward forward : sound.read(new Scope.All()).forwards()) {
                        sound.commit(new Change(fresh(forward.owner(), List.of()), forward.owner(), Set.of(forward), Set.of()));
                    }
                    super.tidy();
                }
            };
        }
    }

    /** Thinks the next one will need them. */
    @Breaks("R31")
    static final class LeavesItsObjects extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void tidy() {
                    if (!isEmpty()) {
                        throw new StaleSnapshotException(null);
                    }
                }
            };
        }
    }
}
