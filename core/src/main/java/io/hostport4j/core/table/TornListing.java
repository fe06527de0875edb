package io.hostport4j.core.table;

import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A listing that the kernel gave out while it made a hash table larger or smaller.
 *
 * <p>It gives out a set in pieces, and finds the place where the next one begins by counting from the start ({@code nft_rhash_walk},
 * {@code net/netfilter/nft_set_hash.c}). When the elements have changed places meanwhile some come twice and as many not at all, and no
 * generation tells of it: of 60,000 elements that had just come, 58,195 were listed (Linux 6.18).
 */
public final class TornListing {
    private TornListing() {}

    /**
     * Looks at the elements of one set.
     *
     * @param key what is equal for equal keys, and no others
     * @throws StaleSnapshotException when an element is there twice
     */
    public static <E> void refuse(Collection<E> elements, Function<E, Object> key) {
        Set<Object> seen = new HashSet<>(2 * elements.size());
        for (E element : elements) {
            if (!seen.add(key.apply(element))) {
                throw new StaleSnapshotException(null);
            }
        }
    }
}
