package io.hostport4j.testkit.conformance;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Mark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A node without forwards and the backend that is tried on it; a new one for each test.
 *
 * <p>The containers of the tests are at 10.0.0.2 to 10.0.0.99 and fd00::2 to fd00::99, behind one link of the node.
 */
public interface BackendFixture extends AutoCloseable {
    /** Offers the backend. */
    BackendProvider provider();

    /** What the backend is known to be able to do here. Each of these is tested, and no other may be in its probe. */
    Set<Capability> capabilities();

    /** The node's network, opened in the calling thread's network namespace; closed by the suite. */
    HostNetwork openNetwork();

    /**
     * Everything that backend keeps on the node, as a text that is equal when it is equal: a listing of rules, not of counters or
     * times. Empty text or not, it must be the same whenever nothing was ever added.
     */
    String state();

    /** Two addresses of the node that a forward can be on, none of them the loopback's. */
    default List<InetAddress> hostAddresses(Family family) {
        try {
            return family == Family.IPV4
                    ? List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("192.0.2.2"))
                    : List.of(InetAddress.getByName("2001:db8::1"), InetAddress.getByName("2001:db8::2"));
        } catch (UnknownHostException e) {
            throw new AssertionError("literals need no name service", e);
        }
    }

    /** What can go wrong with the objects that forwards need; none where there are no such objects. */
    default List<Damage> damages() {
        return List.of();
    }

    /**
     * Makes the node refuse every further forward at a host port, without any read telling so.
     *
     * @return false when the fixture knows no way
     */
    default boolean obstruct(HostPort hostPort) {
        return false;
    }

    /** Whether lists name the whole owner. Without this they may leave out the interface, as programs do that do not note it. */
    default boolean listsInterfaces() {
        return true;
    }

    /** Whether the objects around forwards are the backend's own. Those that other programs share are left to these by {@code tidy}. */
    default boolean ownsItsObjects() {
        return true;
    }

    /** Whether what keeps a forward depends on the link and the subnet of its container. */
    default boolean dependsOnLinks() {
        return true;
    }

    /** A chain that another program keeps on the node; asked for with {@link Capability#EXTERNAL_MARK_CHAIN} alone. */
    default Mark.Chain externalMarkChain() {
        throw new UnsupportedOperationException("override externalMarkChain() where EXTERNAL_MARK_CHAIN is claimed");
    }

    /**
     * Does something on a thread in another network namespace, where nothing was ever added.
     *
     * @return false when there is none
     */
    default boolean onAnotherNode(Runnable work) {
        return false;
    }

    /** How much is open in this process that a backend opens: files, sockets and threads, unless said otherwise. */
    default long openResources() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count() + Thread.getAllStackTraces().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Leaves the node as it was found, whatever the test did. */
    @Override
    void close();
}
