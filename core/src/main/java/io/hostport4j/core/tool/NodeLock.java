package io.hostport4j.core.tool;

import io.hostport4j.core.spi.BackendFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One writer at a time among all processes of this library in one network namespace, for backends whose tool has no way to say "only
 * if nothing changed". A process that ends lets go of it.
 */
public final class NodeLock {
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 32;
    /**
     * The kernel gives such a lock to a process, and takes it away when the process closes any descriptor of the file (fcntl(2)):
     * no thread may have the file open while another one holds the lock.
     */
    private static final ConcurrentMap<Path, Semaphore> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    private final Duration patience;

    /**
     * @param folder where the lock's file is; is made when it is not there
     * @param name what is locked: the same for all who must exclude one another
     * @param patience how long to wait for others
     */
    public NodeLock(Path folder, String name, Duration patience) {
        this.file = folder.resolve(name + ".lock");
        this.patience = patience;
    }

    /**
     * A lock for the network namespace of the calling thread.
     *
     * @param name the backend's
     * @throws BackendFailedException when the namespace cannot be told
     */
    public static NodeLock ofNamespace(String name, Duration patience) {
        try {
            String namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString().replaceAll("\\D", "");
            return new NodeLock(folder(), name + "-" + namespace, patience);
        } catch (IOException e) {
            throw new BackendFailedException("tell the network namespace: " + e.getMessage(), e);
        }
    }

    /** Held until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws BackendFailedException when others hold it too long, or its file cannot be made */
    public Held acquire() {
        long end = System.nanoTime() + patience.toNanos();
        Semaphore turn = OF_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath(), path -> new Semaphore(1, true));
        await(turn);
        try {
            FileChannel channel = lock(end);
            return () -> close(channel, turn);
        } catch (IOException e) {
            turn.release();
            throw new BackendFailedException("lock " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            turn.release();
            throw e;
        }
    }

    private void await(Semaphore turn) {
        try {
            if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BackendFailedException("lock " + file + ": another thread has held it for " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private FileChannel lock(long end) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(channel, end);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock(FileChannel channel, long end) throws IOException {
        long pause = FIRST_PAUSE_MILLIS;
        while (tryLock(channel) == null) {
            if (System.nanoTime() - end >= 0) {
                throw new BackendFailedException("lock " + file + ": another process has held it for " + patience.toMillis() + " ms");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private BackendFailedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BackendFailedException("lock " + file + ": interrupted", e);
    }

    /** Null when another process has it, or one that has this class twice. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void close(FileChannel channel, Semaphore turn) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new BackendFailedException("unlock: " + e.getMessage(), e);
        } finally {
            turn.release();
        }
    }

    /** The folder for what must not outlive a boot; in a namespace without it, one that everybody may write to. */
    private static Path folder() {
        Path run = Path.of("/run");
        return (Files.isWritable(run) ? run : Path.of("/tmp")).resolve("hostport4j");
    }
}
