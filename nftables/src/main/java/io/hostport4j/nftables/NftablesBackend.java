package io.hostport4j.nftables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.tool.NodeLock;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.function.Supplier;

/**
 * Forwards as elements of the kernel's own maps, changed by scripts for {@code nft -f}.
 *
 * <p>nft knows no "only if nothing changed". In its place: the kernel refuses an element whose key is taken, and the removal of one
 * that leads elsewhere by now or of a row that is gone; all who use this backend hold one lock while they commit; and when the rule
 * set's generation tells that somebody else changed it between the read and the commit, {@link Aftermath} looks again.
 */
final class NftablesBackend implements Backend {
    private final Nft nft;
    private final HostNetwork network;
    private final NodeLock lock;
    private final TableReader reader;
    /** How the table goes, when the last forward went by this backend and it knows that nothing came since it looked. */
    private Optional<Departure> departure = Optional.empty();
    /** The generation in which this backend left nothing. */
    private OptionalInt empty = OptionalInt.empty();
    /** What this backend added last, and the generation in which it is there. */
    private Set<Forward> added = Set.of();
    private OptionalInt addedIn = OptionalInt.empty();

    NftablesBackend(Nft nft, HostNetwork network, NodeLock lock) {
        this.nft = nft;
        this.network = network;
        this.lock = lock;
        this.reader = new TableReader(nft, network);
    }

    @Override
    public Snapshot read(Scope scope) {
        return guarded(() -> reader.read(scope));
    }

    @Override
    public Map<Forward, OptionalLong> connections() {
        return guarded(reader::connections);
    }

    @Override
    public void commit(Change change) {
        Moment moment = (Moment) change.basis().moment();
        ChangeScript changeScript = new ChangeScript(change, moment);
        if (changeScript.script().isEmpty()) {
            return;
        }
        locked(() -> {
            departure = Optional.empty();
            empty = OptionalInt.empty();
            addedIn = OptionalInt.empty();
            Aftermath aftermath = new Aftermath(nft, reader);
            // A read that somebody else's change came into has no generation: it has moved as well, unless nobody can tell one.
            boolean movedBefore = network.generation().isPresent() && moved(moment);
            OptionalInt next = movedBefore && !change.additions().isEmpty() ? aftermath.lookBefore(change, moment) : moment.generationAfter();
            if (moment.listing().dormant()) {
                awaken();
            }
            run(change, changeScript, moment);
            boolean alone = next.isPresent() && next.equals(network.generation());
            if (!alone && !change.additions().isEmpty()) {
                aftermath.check(change, moment);
            }
            added = change.additions();
            addedIn = alone ? next : OptionalInt.empty();
            boolean undisturbed = alone && !movedBefore;
            if (changeScript.leavesNothing()) {
                departure = undisturbed ? Departure.of(moment.listing()) : stillGoing();
                empty = undisturbed ? next : OptionalInt.empty();
            }
        });
    }

    @Override
    public void rehearse(Change change) {
        Moment moment = (Moment) change.basis().moment();
        locked(() -> {
            ChangeScript changeScript = new ChangeScript(change, moment);
            refusing(changeScript, moment, () -> nft.check("change the forwards of " + change.owner(), changeScript.script()));
        });
    }

    @Override
    public boolean commitAll(List<Change> changes) {
        Moment moment = (Moment) changes.get(0).basis().moment();
        Optional<Script> script = moment.listing().dormant() ? Optional.empty() : JointScript.of(changes);
        return script.isPresent() && locked(() -> {
            departure = Optional.empty();
            empty = OptionalInt.empty();
            addedIn = OptionalInt.empty();
            if (moved(moment)) {
                throw new StaleSnapshotException(null);
            }
            try {
                nft.run("change the forwards of " + changes.size() + " owners", script.get());
            } catch (RefusedException e) {
                if (moved(moment)) {
                    throw new StaleSnapshotException(e);
                }
                return false;
            }
            boolean alone = moment.generationAfter().equals(network.generation());
            if (!alone) {
                Aftermath aftermath = new Aftermath(nft, reader);
                changes.forEach(change -> aftermath.check(change, (Moment) change.basis().moment()));
            }
            added = changes.stream().flatMap(change -> change.additions().stream()).collect(Collectors.toSet());
            addedIn = alone ? moment.generationAfter() : OptionalInt.empty();
            return true;
        });
    }

    @Override
    public boolean isEmpty() {
        return isKnownEmpty() || guarded(() -> reader.list().listing().isEmpty());
    }

    @Override
    public Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        if (isKnownEmpty()) {
            return Optional.empty();
        }
        Optional<HostPort> own = addedIn.isPresent() && addedIn.equals(network.generation())
                ? added.stream().filter(forward -> forward.servesLoopback() && target.test(forward.target().address())).map(Forward::hostPort).findFirst()
                : Optional.empty();
        return own.isPresent() ? own : Backend.super.findLoopback(target);
    }

    @Override
    public Set<String> tables() {
        return Set.of(HostPortTable.TABLE);
    }

    @Override
    public void tidy() {
        locked(() -> {
            Optional<Departure> known = departure;
            departure = Optional.empty();
            Optional<Departure> going = known.isPresent() ? known : announced();
            going.ifPresent(this::depart);
        });
    }

    @Override
    public void close() {
        // Nothing is open between two starts of the tool.
    }

    private boolean isKnownEmpty() {
        return empty.isPresent() && empty.equals(network.generation());
    }

    /** The kernel takes no new base chain of a table whose flags change in the same transaction. */
    private void awaken() {
        nft.run("wake the table", new Script().command("add table", ""));
    }

    private void run(Change change, ChangeScript changeScript, Moment moment) {
        refusing(changeScript, moment, () -> nft.run("change the forwards of " + change.owner(), changeScript.script()));
    }

    private void refusing(ChangeScript changeScript, Moment moment, Runnable run) {
        try {
            run.run();
        } catch (RefusedException e) {
            changeScript.explain(e);
            if (e.kind() != RefusedException.Kind.OTHER && moved(moment)) {
                throw new StaleSnapshotException(e);
            }
            throw e;
        }
    }

    private boolean moved(Moment moment) {
        return moment.generation().isEmpty() || !network.generation().equals(moment.generation());
    }

    /** Empty when the table is not there. */
    private Optional<Departure> announced() {
        Listing listing = reader.list().listing();
        if (listing.present() && listing.isEmpty() && !Departure.isAnnounced(listing)) {
            Script script = new Script();
            Departure.announce(script, listing);
            runOnTheTable("announce that the table goes", script);
            listing = reader.list().listing();
        }
        if (!listing.isEmpty()) {
            revoke(listing);
            throw new StaleSnapshotException(null);
        }
        return Departure.of(listing);
    }

    /** Empty when a forward came before the sign that the table goes. */
    private Optional<Departure> stillGoing() {
        Listing listing = reader.list().listing();
        if (listing.isEmpty()) {
            return Departure.isAnnounced(listing) ? Departure.of(listing) : Optional.empty();
        }
        revoke(listing);
        return Optional.empty();
    }

    private void revoke(Listing listing) {
        Script script = new Script();
        Departure.revoke(script, listing);
        try {
            if (!script.isEmpty()) {
                nft.run("revoke that the table goes", script);
            }
        } catch (RefusedException e) {
            // Somebody who added has taken the sign down meanwhile.
            if (e.kind() != RefusedException.Kind.MISSING) {
                throw e;
            }
        }
    }

    private void depart(Departure going) {
        runOnTheTable("remove the table", going.script());
    }

    /** Others of the same table, who need not hold this lock, may have removed it meanwhile. */
    private void runOnTheTable(String operation, Script script) {
        try {
            nft.run(operation, script);
        } catch (RefusedException e) {
            if (e.kind() == RefusedException.Kind.MISSING) {
                throw new StaleSnapshotException(e);
            }
            throw e;
        }
    }

    private void locked(Runnable work) {
        locked(() -> {
            work.run();
            return null;
        });
    }

    private <T> T locked(Supplier<T> work) {
        NodeLock.Held held = lock.acquire();
        try {
            return guarded(work);
        } finally {
            held.close();
        }
    }

    private static <T> T guarded(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RefusedException e) {
            throw new BackendFailedException("nftables: " + e.getMessage(), e);
        } catch (UnreadableListingException e) {
            throw new BackendFailedException("nftables: the listing of nft " + e.getMessage(), e);
        }
    }
}
