package io.hostport4j.netlink.nftables;

import java.util.List;

/**
 * What a listing of a set or map begins with.
 *
 * @param elements the first ones
 * @param whole whether the listing is known to end with them; the kernel says so by itself when there are none, else in a piece of its own
 */
public record Beginning(List<SetElement> elements, boolean whole) {
    /** Copies the list. */
    public Beginning {
        elements = List.copyOf(elements);
    }
}
