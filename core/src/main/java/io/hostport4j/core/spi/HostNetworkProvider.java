package io.hostport4j.core.spi;

/** Offers a {@link HostNetwork}; found by {@link java.util.ServiceLoader}. */
public interface HostNetworkProvider {
    /**
     * Opens it in the calling thread's network namespace.
     *
     * @throws BackendFailedException when that fails
     */
    HostNetwork open();
}
