package io.hostport4j.core.spi;

/** Offers a backend; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
    /** The name that a configuration chooses it by, e.g. {@code netlink}; lower case. */
    String name();

    /**
     * Where its forwards are kept, e.g. {@code table inet hostport}. Backends with the same store see and remove each other's
     * forwards; of all other stores the engine knows that an attachment may have left something there.
     */
    String store();

    /** Where nothing is chosen, the usable provider with the highest number is taken; of equal ones the first by name. */
    int priority();

    /**
     * Whether the backend could work here and now.
     *
     * @implSpec changes nothing, starts no process, never throws
     */
    Probe probe();

    /**
     * Opens the backend in the calling thread's network namespace.
     *
     * @throws BackendFailedException when that fails
     */
    Backend open(Settings settings);
}
