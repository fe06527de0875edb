package io.hostport4j.core.table;

import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A listing that the kernel gave out while it made a hash table larger or smaller.
 *
 * <p>It gives out a set in pieces, and finds the place where the next one begins by counting from the start ({@code nft_rhash_walk},
 * {@code net/netfilter/nft_set_hash.c}). When the elements have changed places meanwhile some come twice and as many not at all, and no
 * generation tells of it: of 60,000 elements that had just come, 58,195 were listed (Linux 6.18).
 */
public final class TornListing {
    private TornListing() {}

    /** @throws StaleSnapshotException when an element is there twice */
    public static void refuse(List<TableElement> elements) {
        Map<TableSet, Set<List<FieldValue>>> seen = new EnumMap<>(TableSet.class);
        for (TableElement element : elements) {
            if (!seen.computeIfAbsent(element.set(), set -> new HashSet<>()).add(element.key())) {
                throw new StaleSnapshotException(null);
            }
        }
    }
}
