package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.util.LinkedHashSet;
import java.util.Set;

/** Marks that lose what tells attachments apart. */
final class BrokenOwners {
    private BrokenOwners() {}

    /** Writes a mark as far as it needs no quotation. */
    @Breaks("R16")
    static final class DropsOddCharacters extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    Owner plain = new Owner(change.owner().text().replaceAll("[^a-zA-Z0-9_.~/-]", "_"));
                    super.commit(new Change(change.basis(), plain, change.removals(), map(change.additions(), forward -> ownedBy(plain, forward))));
                }
            };
        }
    }

    /** Has a field of 64 characters for the mark. */
    @Breaks("R17")
    static final class CutsLongNames extends Broken {
        private static final int FIELD = 64;

        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    String text = change.owner().text();
                    if (text.length() <= FIELD) {
                        super.commit(change);
                        return;
                    }
                    String rest = "/" + change.owner().interfaceName();
                    Owner cut = new Owner(text.substring(0, FIELD - rest.length()) + rest);
                    super.commit(new Change(change.basis(), cut, change.removals(), map(change.additions(), forward -> ownedBy(cut, forward))));
                }
            };
        }
    }

    /** Takes all interfaces of a container for one. */
    @Breaks("R18")
    static final class ForgetsTheInterface extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    if (!(scope instanceof Scope.Of of)) {
                        return super.read(scope);
                    }
                    Owner owner = of.owner();
                    Set<Forward> shown = new LinkedHashSet<>(super.read(scope).forwards());
                    for (Forward forward : sound.read(new Scope.All()).forwards()) {
                        if (forward.owner().network().equals(owner.network()) && forward.owner().container().equals(owner.container())) {
                            shown.remove(forward);
                            shown.add(ownedBy(owner, forward));
                        }
                    }
                    return showing(super.read(scope), shown);
                }
            };
        }
    }

    /** Takes a network for another one whose name goes on. */
    @Breaks("R19")
    static final class MatchesNetworksByTheirBeginning extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    if (!(scope instanceof Scope.Of of)) {
                        return super.read(scope);
                    }
                    Owner owner = of.owner();
                    Set<Forward> shown = new LinkedHashSet<>(super.read(scope).forwards());
                    for (Forward forward : sound.read(new Scope.All()).forwards()) {
                        if (forward.owner().network().startsWith(owner.network()) && forward.owner().container().equals(owner.container())
                                && forward.owner().interfaceName().equals(owner.interfaceName())) {
                            shown.remove(forward);
                            shown.add(ownedBy(owner, forward));
                        }
                    }
                    return showing(super.read(scope), shown);
                }
            };
        }
    }

    /** Lists forwards as if nobody knew whose they are. */
    @Breaks("R20")
    static final class NamesNobody extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public Snapshot read(Scope scope) {
                    Owner nobody = new Owner("~/~/~");
                    return scope instanceof Scope.All ? showingAs(super.read(scope), forward -> ownedBy(nobody, forward)) : super.read(scope);
                }
            };
        }
    }
}
