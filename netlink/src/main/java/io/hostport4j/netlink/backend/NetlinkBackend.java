package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.NftReply;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Forwards as elements of the kernel's own maps, changed by nf_tables transactions that the kernel refuses when it moved. */
final class NetlinkBackend implements Backend {
    private final Nftables nftables;
    private final TableReader reader;
    private final KnownTable known = new KnownTable();

    NetlinkBackend(Nftables nftables) {
        this.nftables = nftables;
        this.reader = new TableReader(nftables);
    }

    @Override
    public Snapshot read(Scope scope) {
        return guarded(() -> {
            if (scope instanceof Scope.Of of) {
                Snapshot snapshot = new ScopeReader(reader, known).read(of);
                known.told();
                return snapshot;
            }
            return new WholeReader(reader).read((Scope.All) scope);
        });
    }

    @Override
    public Map<Forward, OptionalLong> connections() {
        return guarded(() -> new WholeReader(reader).connections());
    }

    @Override
    public Snapshot basis(Scope scope) {
        return (scope instanceof Scope.Of of ? known.assume(of) : Optional.<Snapshot>empty()).orElseGet(() -> read(scope));
    }

    @Override
    public void commit(Change change) {
        guarded(() -> {
            Moment seen = (Moment) change.basis().moment();
            ChangeWriter writer = new ChangeWriter(change, seen);
            if (writer.change().changesConditions()) {
                throw new BackendFailedException("netlink: unable to put conditions on forwards of " + change.owner()
                        + ": only the nft tool understands their words; choose the backend nftables");
            }
            Moment moment = awake(seen);
            try {
                commit(change.owner(), writer, moment,
                        writer.change().leavesSomeUnmasqueraded() ? there(writer, moment) : moment.seen().masquerade());
            } catch (NetlinkException e) {
                if (e.errno() == Errno.EEXIST && moment.assumed()) {
                    known.doubt();
                    throw new StaleSnapshotException(e);
                }
                if (e.errno() != Errno.EEXIST || writer.change().unknown().isEmpty()) {
                    throw e;
                }
                commit(change.owner(), writer, moment, there(writer, moment));
            }
            return null;
        });
    }

    @Override
    public void rehearse(Change change) {
        guarded(() -> {
            Moment moment = (Moment) change.basis().moment();
            ChangeWriter writer = new ChangeWriter(change, moment);
            NftTransaction transaction = writer.transaction(there(writer, moment));
            if (!transaction.isEmpty()) {
                nftables.rehearse(transaction, moment.generation());
            }
            return null;
        });
    }

    @Override
    public boolean commitAll(List<Change> changes) {
        return guarded(() -> {
            JointTransaction joint = new JointTransaction();
            for (Change change : changes) {
                Moment moment = (Moment) change.basis().moment();
                // A dormant table is woken by a transaction of its own.
                if (moment.faultyBase().filter(BaseObjects::dormant).isPresent()) {
                    return false;
                }
                ChangeWriter writer = new ChangeWriter(change, moment);
                if (!joint.take(change.owner(), writer, moment,
                        writer.change().leavesSomeUnmasqueraded() ? there(writer, moment) : moment.seen().masquerade())) {
                    return false;
                }
            }
            try {
                nftables.commit(joint.transaction(), joint.generation());
            } catch (NetlinkException e) {
                if (e.errno() == Errno.EEXIST || e.errno() == Errno.EMSGSIZE) {
                    known.doubt();
                    return false;
                }
                throw e;
            }
            joint.advance(known);
            return true;
        });
    }

    @Override
    public boolean isEmpty() {
        return guarded(() -> {
            for (TableSet map : TableSet.FORWARDS) {
                if (!nftables.beginning(KernelTable.set(map)).elements().isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        return guarded(() -> new LoopbackSearch(nftables, reader, target).find());
    }

    @Override
    public Set<String> tables() {
        return Set.of(HostPortTable.TABLE);
    }

    @Override
    public void tidy() {
        guarded(() -> {
            NftQuery query = nftables.query();
            int table = query.table(KernelTable.TABLE);
            NftReply reply = query.send();
            if (reply.table(table).isEmpty()) {
                return null;
            }
            if (!isEmpty()) {
                throw new StaleSnapshotException(null);
            }
            known.forget();
            nftables.commit(NftTransaction.builder().delete(KernelTable.TABLE).build(), reply.generation());
            return null;
        });
    }

    @Override
    public void close() {
        nftables.close();
    }

    /** The kernel takes no new base chain of a table whose flags change in the same transaction. */
    private Moment awake(Moment moment) {
        if (moment.faultyBase().filter(BaseObjects::dormant).isEmpty()) {
            return moment;
        }
        nftables.commit(NftTransaction.builder().add(KernelTable.TABLE).build(), moment.generation());
        known.advance();
        return moment.next();
    }

    /** Looks at what is in the way. */
    private Map<MasqueradeElement, Owner> there(ChangeWriter writer, Moment moment) {
        Set<MasqueradeElement> unknown = writer.change().unknown();
        if (unknown.isEmpty()) {
            return moment.seen().masquerade();
        }
        Read<TableReader.Lookup> read = reader.lookup(Set.of(), List.of(), unknown);
        if (read.generation() != moment.generation()) {
            throw new StaleSnapshotException(null);
        }
        Map<MasqueradeElement, Owner> there = new HashMap<>(moment.seen().masquerade());
        there.putAll(read.value().masquerade());
        return there;
    }

    private void commit(Owner owner, ChangeWriter writer, Moment moment, Map<MasqueradeElement, Owner> there) {
        NftTransaction transaction = writer.transaction(there);
        if (!transaction.isEmpty()) {
            nftables.commit(transaction, moment.generation());
            known.advance(writer.change().changesForwardsOnOneAddress(), writer.gatesAfter());
            if (writer.change().touchesOthers(there)) {
                known.forgetOwners();
            }
            known.remember(owner, writer.outcome());
        }
    }

    private <T> T guarded(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (NetlinkException e) {
            // To a read: it was never of one generation. To a commit: that one is over.
            if (e.errno() == Errno.ERESTART) {
                known.forget();
                throw new StaleSnapshotException(e);
            }
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        } catch (MalformedMessageException e) {
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        }
    }
}
