package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;

/** Reads that do not show who is in the way. */
final class BrokenHolders {
    private BrokenHolders() {}

    /** Finds holders on every address alone. */
    @Breaks("R8")
    static final class HidesWhoHasTheSameSingleAddress extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    return showing(super.read(scope), forward -> !(scope instanceof Scope.Of of) || of.owner().equals(forward.owner())
                            || forward.hostPort().everyAddress() || !of.hostPorts().contains(forward.hostPort()));
                }
            };
        }
    }

    /** Looks a host port up by its own key, and every address is a key like others. */
    @Breaks("R9")
    static final class WildcardDoesNotSeeSpecific extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    return showing(super.read(scope), forward -> !(scope instanceof Scope.Of of) || of.owner().equals(forward.owner())
                            || forward.hostPort().everyAddress() || of.hostPorts().contains(forward.hostPort()));
                }
            };
        }
    }

    /** Does not ask who has the port on every address. */
    @Breaks("R10")
    static final class SpecificDoesNotSeeWildcard extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    return showing(super.read(scope), forward -> !(scope instanceof Scope.Of of) || of.owner().equals(forward.owner())
                            || !forward.hostPort().everyAddress() || of.hostPorts().contains(forward.hostPort()));
                }
            };
        }
    }
}
