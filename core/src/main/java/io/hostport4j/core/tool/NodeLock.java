package io.hostport4j.core.tool;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.WaitEndedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One writer at a time among all processes of this library in one network namespace, for backends whose tool has no way to say "only
 * if nothing changed". A process that ends lets go of it.
 */
public final class NodeLock {
    /** Between two looks at who holds it. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /**
     * The kernel gives such a lock to a process, and takes it away when the process closes any descriptor of the file (fcntl(2)):
     * no thread may have the file open while another one holds the lock.
     */
    private static final ConcurrentMap<Path, Semaphore> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    /** Without it whoever let go had the lock again before anybody else looked: of 32 processes one was left out for 30 seconds. */
    private final Path queue;
    private final OperationTime time;

    /**
     * @param folder where the lock's file is; is made when it is not there
     * @param name what is locked: the same for all who must exclude one another
     * @param time how long to wait for others
     */
    public NodeLock(Path folder, String name, OperationTime time) {
        this.file = folder.resolve(name + ".lock");
        this.queue = folder.resolve(name + ".queue");
        this.time = time;
    }

    /**
     * A lock for the network namespace of the calling thread.
     *
     * @param name the backend's
     * @throws BackendFailedException when the namespace cannot be told
     */
    public static NodeLock ofNamespace(String name, OperationTime time) {
        try {
            String namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString().replaceAll("\\D", "");
            return new NodeLock(folder(), name + "-" + namespace, time);
        } catch (IOException e) {
            throw new BackendFailedException("tell the network namespace: " + e.getMessage(), e);
        }
    }

    /** Held until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until nobody else has it.
     *
     * @throws WaitEndedException when others hold it too long, or the thread was interrupted
     * @throws BackendFailedException when its file cannot be made
     */
    public Held acquire() {
        Deadline deadline = time.deadline();
        Semaphore turn = OF_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath(), path -> new Semaphore(1, true));
        await(turn, deadline);
        try {
            LockQueue place = queueUp(deadline);
            try {
                FileChannel channel = lock(deadline);
                return () -> close(channel, place, turn);
            } catch (IOException | RuntimeException e) {
                place.close();
                throw e;
            }
        } catch (IOException e) {
            turn.release();
            throw new BackendFailedException("lock " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            turn.release();
            throw e;
        }
    }

    private void await(Semaphore turn, Deadline deadline) {
        String awaited = "the lock " + file + ", which another thread of this process holds";
        try {
            if (!turn.tryAcquire() && !turn.tryAcquire(deadline.left(() -> awaited).toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WaitEndedException(WaitEndedException.Reason.TIME_IS_UP, awaited);
            }
        } catch (InterruptedException e) {
            throw WaitEndedException.of(e, awaited);
        }
    }

    private String awaited() {
        return "the lock " + new LockHolders().describe(file);
    }

    private LockQueue queueUp(Deadline deadline) throws IOException {
        Files.createDirectories(file.getParent());
        LockQueue place = LockQueue.open(queue);
        try {
            OptionalLong number = place.tryJoin();
            while (number.isEmpty()) {
                pause(deadline);
                number = place.tryJoin();
            }
            while (!place.isNext(number.getAsLong())) {
                pause(deadline);
            }
            return place;
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private FileChannel lock(Deadline deadline) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (tryLock(channel) == null) {
                pause(deadline);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void pause(Deadline deadline) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(PAUSE_NANOS, deadline.left(this::awaited).toNanos()));
        } catch (InterruptedException e) {
            throw WaitEndedException.of(e, awaited());
        }
    }

    /** Null when another process has it, or one that has this class twice. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void close(FileChannel channel, LockQueue place, Semaphore turn) {
        if (!channel.isOpen()) {
            return;
        }
        try (place) {
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
