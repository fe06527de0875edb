package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.spi.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Closing, and being opened elsewhere. */
final class BrokenLifetimes {
    private BrokenLifetimes() {}

    /** Keeps forwards no longer than itself. */
    @Breaks("R43")
    static final class ForgetsOnClose extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private final Set<Forward> made = new LinkedHashSet<>();

                @Override
                public void commit(Change change) {
                    super.commit(change);
                    made.removeAll(change.removals());
                    made.addAll(change.additions());
                }

                @Override
                public void close() {
                    for (Forward forward : made) {
                        Snapshot snapshot = fresh(forward.owner(), List.of());
                        if (snapshot.forwards().contains(forward)) {
                            sound.commit(new Change(snapshot, forward.owner(), Set.of(forward), Set.of()));
                        }
                    }
                    made.clear();
                    super.close();
                }
            };
        }
    }

    /** Leaves closing to others. */
    @Breaks("R44")
    static final class LeaksOnClose extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void close() {
                    // Nothing is given back.
                }
            };
        }
    }

    /** Closes what it was only lent. */
    @Breaks("R45")
    static final class ClosesTheNetwork extends Broken {
        @Override
        Backend backend(Backend sound, Settings settings) {
            return new Passing(sound) {
                @Override
                public void close() {
                    super.close();
                    settings.network().close();
                }
            };
        }
    }

    /** Opens its socket once, in the first namespace it comes to. */
    @Breaks("R46")
    static final class StaysWhereItFirstWas extends Broken {
        @Override
        BackendProvider provider(BackendProvider sound) {
            return new PassingProvider(sound) {
                private Optional<Backend> spare = Optional.empty();
                private Optional<Thread> home = Optional.empty();

                @Override
                public Backend open(Settings settings) {
                    if (home.isEmpty()) {
                        home = Optional.of(Thread.currentThread());
                        spare = Optional.of(super.open(settings));
                    }
                    return home.get() == Thread.currentThread() ? super.open(settings) : spare.get();
                }
            };
        }
    }

    /** Gives back twice what it took once. */
    @Breaks("R47")
    static final class ClosesOnlyOnce extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("bad file descriptor");
                    }
                    closed = true;
                    super.close();
                }
            };
        }
    }
}
