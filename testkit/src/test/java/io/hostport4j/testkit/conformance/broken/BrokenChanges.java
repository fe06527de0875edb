package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Commits that do more, or less, than they are told. */
final class BrokenChanges {
    private BrokenChanges() {}

    /** Takes the additions for all that the owner shall have. */
    @Breaks("R11")
    static final class DropsWhatAChangeDoesNotName extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    Set<Forward> removals = new LinkedHashSet<>(change.removals());
                    if (!change.additions().isEmpty()) {
                        change.basis().forwards().stream().filter(forward -> forward.owner().equals(change.owner())).forEach(removals::add);
                    }
                    super.commit(new Change(change.basis(), change.owner(), removals, change.additions()));
                }
            };
        }
    }

    /** Carries out what it was only to try. */
    @Breaks("R51")
    static final class CommitsInARehearsal extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void rehearse(Change change) {
                    super.commit(change);
                }
            };
        }
    }

    /** Makes the first of many changes and says that it made all. */
    @Breaks("R52")
    static final class CommitsTheFirstOfMany extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public boolean commitAll(List<Change> changes) {
                    super.commit(changes.get(0));
                    return true;
                }
            };
        }
    }

    /** Removes with a forward whatever others have on the same port number. */
    @Breaks("R12")
    static final class RemovesByPortAlone extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    super.commit(change);
                    for (Forward removal : change.removals()) {
                        for (Forward other : sound.read(new Scope.All()).forwards()) {
                            if (other.hostPort().port() == removal.hostPort().port() && !other.owner().equals(change.owner())) {
                                sound.commit(new Change(fresh(other.owner(), List.of()), other.owner(), Set.of(other), Set.of()));
                            }
                        }
                    }
                }
            };
        }
    }

    /** Takes a host port that the owner has already for done. */
    @Breaks("R13")
    static final class KeepsTheOldTarget extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    Set<Forward> removals = new LinkedHashSet<>(change.removals());
                    Set<Forward> additions = new LinkedHashSet<>(change.additions());
                    for (Forward removal : change.removals()) {
                        if (additions.removeIf(addition -> addition.hostPort().equals(removal.hostPort())
                                && !addition.target().equals(removal.target()))) {
                            removals.remove(removal);
                        }
                    }
                    super.commit(new Change(change.basis(), change.owner(), removals, additions));
                }
            };
        }
    }

    /** Leaves out what the owner has on every address anyway. */
    @Breaks("R14")
    static final class TakesASingleAddressForCovered extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    super.commit(addingOnly(change, forward -> forward.hostPort().everyAddress() || change.outcome().stream()
                            .noneMatch(other -> other.hostPort().everyAddress() && other.hostPort().overlaps(forward.hostPort()))));
                }
            };
        }
    }

    /** Reads into a buffer that is large enough for most owners. */
    @Breaks("R15")
    static final class StopsWhereTheBufferEnds extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    Snapshot snapshot = super.read(scope);
                    return showing(snapshot, snapshot.forwards().stream().limit(512).toList());
                }
            };
        }
    }
}
