package io.hostport4j.core.spi;

import java.util.Set;

/**
 * Sees and changes the forwards of one node, and nothing else: who may have a port, and when to try again, is the engine's policy.
 *
 * <p>It works in the network namespace of the thread that opened it.
 *
 * @implSpec need not be thread-safe; every failure is a {@link BackendFailedException} with the operation and the words of
 *     the kernel or tool
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
     * Makes a change, all of it or nothing, both families alike, and makes whole what the snapshot found faulty.
     *
     * @throws StaleSnapshotException when the kernel moved since {@link Change#basis}; nothing was changed then
     */
    void commit(Change change);

    /** Whether no forward of anybody is left. Costs the same however many there are. */
    boolean isEmpty();

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
