package io.hostport4j.nftables;

import io.hostport4j.core.spi.HostNetwork;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Interfaces of one listing: nft prints their names in the place of their indexes, which are what the kernel compares. */
final class Links {
    private final HostNetwork network;
    private final Map<String, Integer> indexes = new HashMap<>();

    Links(HostNetwork network) {
        this.network = network;
    }

    /**
     * The index that nft printed a text for: of the interface with that name, or the number itself where no interface has it.
     *
     * @throws UnreadableListingException when it is neither
     */
    int index(JsonValue printed) {
        return indexes.computeIfAbsent(printed.text(), text -> {
            // An index without an interface is printed as a number; "0" is none, and asked for most often.
            OptionalInt index = text.equals("0") ? OptionalInt.empty() : network.linkNamed(text);
            return index.isPresent() ? index.getAsInt() : number(printed);
        });
    }

    private static int number(JsonValue printed) {
        long number = printed.number();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new UnreadableListingException("has interface " + printed);
        }
        return (int) number;
    }
}
