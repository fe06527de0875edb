package io.hostport4j.nftables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.TableContents;
import io.hostport4j.core.table.TornListing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the table, with one start of nft or, where nothing changed since the last time, without. */
final class TableReader {
    private final Nft nft;
    private final HostNetwork network;
    private Optional<Read> last = Optional.empty();

    TableReader(Nft nft, HostNetwork network) {
        this.nft = nft;
        this.network = network;
    }

    /**
     * A listing and the generation that it is of.
     *
     * @param generation empty when it is not known, or was not one
     */
    record Read(Listing listing, OptionalInt generation) {}

    Snapshot read(Scope scope) {
        Read read = list();
        Listing listing = read.listing();
        if (scope instanceof Scope.Of of) {
            Collection<Forward> wanted = of.wanted().values();
            return contents(listing, List.of()).snapshot(of, seen -> new Moment(listing, read.generation(), seen, wanted));
        }
        return contents(listing, listing.strangers()).snapshot((Scope.All) scope, read);
    }

    /** By a start of nft in any case: that a counter counts is no change of the rule set. */
    Map<Forward, OptionalLong> connections() {
        last = Optional.empty();
        Listing listing = list().listing();
        return contents(listing, listing.strangers()).connections(listing.packets());
    }

    Read list() {
        OptionalInt before = network.generation();
        if (before.isPresent() && last.isPresent() && last.get().generation().equals(before)) {
            return last.get();
        }
        Listing listing = nft.list(new Links(network));
        TornListing.refuse(listing.elements(), element -> List.of(element.set(), element.key()));
        Read read = new Read(listing, network.generation().equals(before) ? before : OptionalInt.empty());
        last = Optional.of(read);
        return read;
    }

    private static TableContents contents(Listing listing, List<String> strangers) {
        List<String> faults = new ArrayList<>(strangers);
        // Nobody needs what is around the forwards when there is nothing.
        if (!listing.elements().isEmpty()) {
            faults.addAll(new BaseObjects(listing).faults());
        }
        Set<Gate> gates = new Gates(listing).whole();
        return new TableContents(listing.elements(), gates, faults);
    }
}
