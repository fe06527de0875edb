package io.hostport4j.cni.types;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The name resolution a result asks for.
 *
 * @param nameservers addresses of name servers, first choice first
 * @param domain the local domain for short names
 * @param search the search list for short names
 * @param options options passed to the resolver
 */
public record Dns(List<String> nameservers, Optional<String> domain, List<String> search, List<String> options) {

    /** Asks for nothing. */
    public static final Dns NONE = new Dns(List.of(), Optional.empty(), List.of(), List.of());

    /** Copies the lists. */
    public Dns {
        nameservers = List.copyOf(nameservers);
        Objects.requireNonNull(domain, "domain");
        search = List.copyOf(search);
        options = List.copyOf(options);
    }

    /** Whether it asks for nothing. */
    public boolean isEmpty() {
        return nameservers.isEmpty() && domain.isEmpty() && search.isEmpty() && options.isEmpty();
    }
}
