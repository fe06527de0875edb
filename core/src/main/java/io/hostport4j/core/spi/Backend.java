package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sees and changes the forwards of one node, and nothing else: who may have a port, and when to try again, is the engine's policy.
 *
 * <p>It works in the network namespace of the thread that opened it.
 *
 * @implSpec need not be thread-safe; every failure is a {@link BackendFailedException} with the operation and the words of
 *     the kernel or tool. Whoever waits, asks {@link Settings#time} before, and ends with a {@link WaitEndedException}
 */
public interface Backend extends AutoCloseable {
    /**
     * Reads the forwards of a scope, as they were at one moment; when they were read in parts and the kernel moved between two of
     * them, a commit on the snapshot is refused.
     *
     * @throws StaleSnapshotException when the kernel moved again and again while it was read
     * @implSpec may report more forwards than asked for, never fewer; must not change anything.
     */
    Snapshot read(Scope scope);

    /**
     * The forwards of everybody, each with the connections that it took since it came; without a number where none are counted.
     *
     * @throws StaleSnapshotException as {@link #read}
     * @implSpec the forwards are those that {@link #read} of {@link Scope.All} shows; numbers are as of now, and must not be remembered
     */
    default Map<Forward, OptionalLong> connections() {
        Map<Forward, OptionalLong> uncounted = new LinkedHashMap<>();
        read(new Scope.All()).forwards().forEach(forward -> uncounted.put(forward, OptionalLong.empty()));
        return uncounted;
    }

    /**
     * What a change may be decided on: what {@link #read} would give, or what the backend has reason to assume.
     *
     * @throws StaleSnapshotException as {@link #read}
     * @implSpec where an assumption is wrong, {@link #commit} must refuse the change as stale, and the next call must not assume it
     *     again
     */
    default Snapshot basis(Scope scope) {
        return read(scope);
    }

    /**
     * As {@link #basis} for each of several scopes, in their order.
     *
     * @throws StaleSnapshotException as {@link #read}
     * @implSpec may look once at what the scopes have in common
     */
    default List<Snapshot> bases(List<? extends Scope> scopes) {
        return scopes.stream().map(this::basis).toList();
    }

    /**
     * Makes a change, all of it or nothing, both families alike, and makes whole what the snapshot found faulty.
     *
     * @throws StaleSnapshotException when the kernel moved since {@link Change#basis}; nothing was changed then
     * @throws WaitEndedException when it had to end before it knew whether the change was made: the one failure after which the caller
     *     has to look
     */
    void commit(Change change);

    /**
     * Tries a change without making it: whether permission, kernel, tools and locks would let {@link #commit} do it now.
     *
     * @throws StaleSnapshotException as {@link #commit}
     * @implSpec changes nothing; what it cannot try without changing anything it passes over
     */
    default void rehearse(Change change) {}

    /**
     * Makes changes of several owners as one, all of them or nothing: after a flush everything comes back at once.
     *
     * @param changes of different owners, two or more, that remove no forward, and whose additions overlap nobody's forwards and none of one
     *     another; their bases were taken one after another, without a commit between them
     * @return false when they have to be committed one by one; nothing was changed then
     * @throws StaleSnapshotException as {@link #commit}
     */
    default boolean commitAll(List<Change> changes) {
        return false;
    }

    /** Whether no forward of anybody is left. Costs the same however many there are. */
    boolean isEmpty();

    /**
     * Looks for a forward that {@linkplain Forward#servesLoopback serves clients on 127.0.0.0/8} and leads to one of some addresses.
     *
     * @param target whether an address is one of these
     * @return the host port of any of them
     * @implSpec never empty when one is there all the while. Asked after each removal of such a forward, so best ended with the first.
     */
    default Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        return read(new Scope.All()).forwards().stream()
                .filter(forward -> forward.servesLoopback() && target.test(forward.target().address())).map(Forward::hostPort).findFirst();
    }

    /**
     * The nf_tables tables that its forwards need, as nft names them: {@code inet hostport}. Whoever changes one of these may have
     * damaged a forward. None when it keeps its forwards elsewhere.
     */
    default Set<String> tables() {
        return Set.of();
    }

    /**
     * Removes what the backend keeps besides forwards.
     *
     * @throws StaleSnapshotException when a forward is there, or the kernel moved while it looked; nothing was changed then
     */
    void tidy();

    @Override
    void close();
}
