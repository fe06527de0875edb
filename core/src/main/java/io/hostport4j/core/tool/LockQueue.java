package io.hostport4j.core.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Who waits for a lock, in the order of arrival. The file has the number of the next place, and each place is one of its bytes, which
 * whoever has it keeps locked (fcntl(2)): the kernel frees it when the process ends. Whoever finds all places before its own free is next.
 *
 * <p>It gives the order and nothing else: a file that somebody spoiled makes it unfair, and lets nobody past the lock.
 */
final class LockQueue implements AutoCloseable {
    /** Behind the number. */
    private static final long PLACES = 1L << 32;

    private final FileChannel channel;

    private LockQueue(FileChannel channel) {
        this.channel = channel;
    }

    static LockQueue open(Path file) throws IOException {
        return new LockQueue(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** The last place; empty while another process is about to take it. */
    OptionalLong tryJoin() throws IOException {
        FileLock number = tryLock(0, Long.BYTES, false);
        if (number == null) {
            return OptionalLong.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
            long place = channel.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) & PLACES - 1 : 0;
            if (tryLock(PLACES + place, 1, false) == null) {
                return OptionalLong.empty();
            }
            channel.write(bytes.clear().putLong(place + 1).flip(), 0);
            return OptionalLong.of(place);
        } finally {
            number.release();
        }
    }

    boolean isNext(long place) throws IOException {
        return place == 0 || tryLock(PLACES, place, true) != null;
    }

    /** Leaves it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Null when another process has it, or one that has this class twice. */
    private FileLock tryLock(long from, long length, boolean shared) throws IOException {
        try {
            return channel.tryLock(from, length, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
