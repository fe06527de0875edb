package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Snapshots that do not show what is. */
final class BrokenReading {
    private BrokenReading() {}

    /** Knows of no forward that serves the loopback once one was removed. */
    @Breaks("R53")
    static final class ForgetsWhoServesTheLoopback extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private boolean removed;

                @Override
                public void commit(Change change) {
                    super.commit(change);
                    removed |= !change.removals().isEmpty();
                }

                @Override
                public Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
                    return removed ? Optional.empty() : super.findLoopback(target);
                }
            };
        }
    }

    /** Tells of those alone that somebody used. */
    @Breaks("R54")
    static final class ListsWhatWasUsed extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Map<Forward, OptionalLong> connections() {
                    Map<Forward, OptionalLong> connections = new HashMap<>(super.connections());
                    connections.values().removeIf(number -> number.orElse(0) == 0);
                    return connections;
                }
            };
        }
    }

    /** Says that objects are missing which nobody needs yet. */
    @Breaks("R1")
    static final class FindsFaultsWhereNothingIs extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    return snapshot.forwards().isEmpty() && sound.isEmpty()
                            ? new Snapshot(Set.of(), List.of("chain output is missing"), snapshot.moment()) : snapshot;
                }
            };
        }
    }

    /** Reads 127.0.0.1 back as 0.0.0.0. */
    @Breaks("R2")
    static final class TakesTheLoopbackForEveryAddress extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    return showingAs(super.read(scope), forward -> forward.hostPort().address().isLoopbackAddress()
                            && forward.hostPort().family() == Family.IPV4 ? onEveryAddress(forward) : forward);
                }

                private Forward onEveryAddress(Forward forward) {
                    HostPort everywhere = new HostPort(forward.hostPort().protocol(), Family.IPV4.unspecified(), forward.hostPort().port());
                    return new Forward(everywhere, forward.target(), forward.masquerade(), forward.conditions(), forward.owner());
                }
            };
        }
    }

    /** Writes masqAll as if it were not there. */
    @Breaks("R3")
    static final class DropsTheMasquerade extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    super.commit(adding(change, forward -> forward.masquerade() == Masquerade.ALWAYS
                            ? new Forward(forward.hostPort(), forward.target(), Masquerade.WHEN_NEEDED, forward.owner()) : forward));
                }
            };
        }
    }

    /** Does not look for forwards of protocols that the owner shall not have any more. */
    @Breaks("R4")
    static final class ShowsOnlyProtocolsThatAreWanted extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    return scope instanceof Scope.Of of && !of.wanted().isEmpty()
                            ? showing(snapshot, forward -> of.hostPorts().stream()
                                    .anyMatch(wanted -> wanted.protocol() == forward.hostPort().protocol()))
                            : snapshot;
                }
            };
        }
    }

    /** Takes the first part of a listing for all of it. */
    @Breaks("R5")
    static final class ListsOnePage extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    return scope instanceof Scope.All ? showing(snapshot, snapshot.forwards().stream().limit(20).toList()) : snapshot;
                }
            };
        }
    }

    /** Makes whole what it finds, though nobody asked for a change. */
    @Breaks("R6")
    static final class MendsWhileItReads extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    if (snapshot.faults().isEmpty()) {
                        return snapshot;
                    }
                    Owner owner = snapshot.forwards().iterator().next().owner();
                    sound.commit(new Change(snapshot, owner, Set.of(), Set.of()));
                    Snapshot after = super.read(scope);
                    return new Snapshot(after.forwards(), snapshot.faults(), after.moment());
                }
            };
        }
    }

    /** Believes its own wishes. */
    @Breaks("R7")
    static final class ListsWhatWasRefused extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private final Set<Forward> wished = new HashSet<>();

                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    Set<Forward> shown = new HashSet<>(snapshot.forwards());
                    if (scope instanceof Scope.All) {
                        shown.addAll(wished);
                    }
                    return showing(snapshot, shown);
                }

                @Override
                public void commit(Change change) {
                    try {
                        super.commit(change);
                    } catch (BackendFailedException e) {
                        wished.addAll(change.additions());
                        throw e;
                    }
                }
            };
        }
    }
}
