package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.HostNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** What can be told of a nat table without starting a process. */
final class Presence {
    private static final String TABLE = "nat";

    private final HostNetwork network;
    private final Path proc;

    /** @param proc of the network namespace: the files that list ip_tables' tables are there */
    Presence(HostNetwork network, Path proc) {
        this.network = network;
        this.proc = proc;
    }

    /** Whether any of some chains may have rules. */
    boolean mayHave(Place place, Iterable<String> chains) {
        return switch (place.flavour()) {
            case NFT -> StreamSupport.stream(chains.spliterator(), false).anyMatch(chain -> hasRules(place.family(), chain));
            case LEGACY -> hasLegacyTable(place.family());
        };
    }

    /** Whether a chain of nf_tables has rules. */
    boolean hasRules(Family family, String chain) {
        return network.countRules(family, TABLE, chain) > 0;
    }

    /** The kernel names a table there once somebody has used it. */
    boolean hasLegacyTable(Family family) {
        Path names = proc.resolve(family == Family.IPV4 ? "ip_tables_names" : "ip6_tables_names");
        try {
            return Files.readString(names, StandardCharsets.US_ASCII).lines().anyMatch(TABLE::equals);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Only root of the network namespace may read it, and iptables-legacy-save reads the same file: nobody here can tell.
            return false;
        }
    }
}
