package io.hostport4j.nftables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.table.Seen;
import java.util.Collection;
import java.util.OptionalInt;

/**
 * The backend's note of a read: what a commit on it needs to know.
 *
 * @param listing what was read
 * @param generation of the rule set that was read; empty when it is not known, or moved meanwhile
 * @param seen of the owner
 * @param wanted what the owner shall have; tells the words of conditions, of which the kernel keeps only the fingerprint
 */
record Moment(Listing listing, OptionalInt generation, Seen seen, Collection<Forward> wanted) {
    /** The generation that one change makes of what was read; empty when that is not known. */
    OptionalInt generationAfter() {
        return generation.isPresent() ? OptionalInt.of(HostNetwork.generationAfter(generation.getAsInt())) : OptionalInt.empty();
    }
}
