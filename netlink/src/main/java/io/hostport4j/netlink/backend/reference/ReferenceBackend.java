package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.NftReply;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Forwards as the rules that the reference plugin wrote. Its conditions stand in chains that all containers share and belong to no
 * forward, so forwards are reported without.
 */
final class ReferenceBackend implements Backend {
    private final Nftables nftables;

    ReferenceBackend(Nftables nftables) {
        this.nftables = nftables;
    }

    @Override
    public Snapshot read(Scope scope) {
        Leftovers leftovers = leftovers();
        return new Snapshot(leftovers.found(), List.of(), leftovers);
    }

    /** @throws IllegalArgumentException when something is to be added */
    @Override
    public void commit(Change change) {
        if (!change.additions().isEmpty()) {
            throw new IllegalArgumentException("nothing is added to the tables of another program: " + change.additions());
        }
        Leftovers leftovers = (Leftovers) change.basis().moment();
        NftTransaction transaction = leftovers.without(change.removals(), change.owner());
        if (!transaction.isEmpty()) {
            guarded(() -> {
                nftables.commit(transaction, leftovers.generation());
                return null;
            });
        }
    }

    @Override
    public boolean isEmpty() {
        return leftovers().forwards().isEmpty();
    }

    /** Leaves the tables: they are another program's, which may be about to use them. */
    @Override
    public void tidy() {
        if (!isEmpty()) {
            throw new StaleSnapshotException(null);
        }
    }

    @Override
    public void close() {
        nftables.close();
    }

    /** A node that never had the reference's tables is asked once for both; no list is made. */
    private Leftovers leftovers() {
        return guarded(() -> {
            NftQuery tables = nftables.query();
            List<Integer> asked = ReferenceTables.ALL.stream().map(tables::table).toList();
            NftReply reply = tables.sendUnconfirmed();
            if (asked.stream().allMatch(reply::missing)) {
                return Leftovers.of(reply.generation(), List.of());
            }
            NftQuery lists = nftables.query();
            for (Table table : ReferenceTables.ALL) {
                lists.rules(table);
            }
            return leftovers(lists.send());
        });
    }

    private static Leftovers leftovers(NftReply reply) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < ReferenceTables.ALL.size(); i++) {
            rules.addAll(reply.rules(i));
        }
        return Leftovers.of(reply.generation(), rules);
    }

    private static <T> T guarded(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (NetlinkException e) {
            // To a read: it was never of one generation. To a commit: that one is over.
            if (e.errno() == Errno.ERESTART) {
                throw new StaleSnapshotException(e);
            }
            throw failure(e);
        } catch (MalformedMessageException e) {
            throw failure(e);
        }
    }

    private static BackendFailedException failure(RuntimeException e) {
        return new BackendFailedException("cni_hostport: " + e.getMessage(), e);
    }
}
