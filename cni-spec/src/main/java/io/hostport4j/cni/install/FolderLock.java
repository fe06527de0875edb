package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One installation at a time in a folder. The lock is not in that folder, where it would stay behind and wake up the runtime that watches
 * it; it ends with its process, however that ends.
 */
final class FolderLock {
    private static final int DIGITS = 16;
    /** The kernel takes such a lock away when the process closes any descriptor of the file (fcntl(2)): it must not be opened twice. */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * What the work gives, done while nobody else is at work in the folder.
     *
     * @throws InstallException when somebody else is, or the lock's file cannot be made
     */
    static <T> T during(Path folder, Supplier<T> work) {
        FolderLock lock = take(folder);
        try {
            return work.get();
        } finally {
            lock.release();
        }
    }

    private static FolderLock take(Path folder) {
        Path file = place().resolve("install-" + digest(folder).substring(0, DIGITS) + ".lock");
        if (!OF_THIS_PROCESS.add(file)) {
            throw busy(folder);
        }
        try {
            return lock(file).orElseThrow(() -> busy(folder));
        } catch (IOException e) {
            OF_THIS_PROCESS.remove(file);
            throw FolderChange.failed("lock", file, e);
        } catch (RuntimeException e) {
            OF_THIS_PROCESS.remove(file);
            throw e;
        }
    }

    private void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FolderChange.failed("unlock", file, e);
        } finally {
            OF_THIS_PROCESS.remove(file);
        }
    }

    /** Empty when another process has it. */
    private static Optional<FolderLock> lock(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(file, channel));
    }

    private static InstallException busy(Path folder) {
        return new InstallException("another installation is at work in \"" + folder + "\"; try again when it is done");
    }

    /** Without a right to /run, one that everybody may write to. */
    private static Path place() {
        Path run = Path.of("/run");
        return (Files.isWritable(run) ? run : Path.of("/tmp")).resolve("hostport4j");
    }

    private static String digest(Path folder) {
        try {
            byte[] name = folder.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
