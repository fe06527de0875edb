package io.hostport4j.examples.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The socket that an agent listens on: its own file, or one that the service manager listens on already. */
public final class AgentSocket implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final ServerSocketChannel channel;
    private final Optional<Path> file;
    private final Optional<FileChannel> lock;

    private AgentSocket(ServerSocketChannel channel, Optional<Path> file, Optional<FileChannel> lock) {
        this.channel = channel;
        this.file = file;
        this.lock = lock;
    }

    /**
     * The socket that this process has as its standard input; empty when that is none to listen on.
     *
     * @throws IOException when it cannot be told
     */
    public static Optional<AgentSocket> inherited() throws IOException {
        Channel stdin = System.inheritedChannel();
        return stdin instanceof ServerSocketChannel listener
                ? Optional.of(new AgentSocket(listener, Optional.empty(), Optional.empty())) : Optional.empty();
    }

    /**
     * Listens on a file that only its owner may connect to. One that a dead agent left is replaced.
     *
     * @throws IllegalStateException when another agent listens there
     * @throws IOException when it cannot be done
     */
    public static AgentSocket bind(Path path) throws IOException {
        Path file = path.toAbsolutePath();
        Files.createDirectories(file.getParent());
        FileChannel lock = lock(file);
        try {
            if (answers(file)) {
                throw taken(file);
            }
            return new AgentSocket(listen(file), Optional.of(file), Optional.of(lock));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** To accept connections from. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Closes it; its own file goes. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } finally {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }

    /** Of two who start at once and both find a dead one's file, one would take away the other's. The kernel frees it with the process. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), Set.of(StandardOpenOption.CREATE,
                StandardOpenOption.WRITE), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        if (tryLock(channel)) {
            return channel;
        }
        channel.close();
        throw taken(file);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whoever listens for a service manager has no lock. */
    private static boolean answers(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** It comes to its name when it has its mode, so nobody else can ever connect, and nobody finds a moment without it. */
    private static ServerSocketChannel listen(Path file) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(half));
            Files.setPosixFilePermissions(half, OWNER_ONLY);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            return listener;
        } catch (IOException e) {
            listener.close();
            Files.deleteIfExists(half);
            throw e;
        }
    }

    private static IllegalStateException taken(Path file) {
        return new IllegalStateException("another agent listens on \"" + file + "\"; end it, or name another file by --socket");
    }
}
