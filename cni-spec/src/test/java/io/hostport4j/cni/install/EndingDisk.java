package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** A disk whose process ends at one of its calls: before it, or where a file is written, with half of it there. */
final class EndingDisk implements Disk {
    /** The end; nothing of the process runs after it. */
    static final class End extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Where in its last call the process ends. */
    enum Moment { BEFORE, WITHIN }

    private final Disk disk = new NodeDisk() {
        @Override
        void sync(Path path) {
            // The file system outlives this process.
        }
    };
    private final int last;
    private final Moment moment;
    private int calls;

    /** @param last the number of its last call, from 0 */
    EndingDisk(int last, Moment moment) {
        this.last = last;
        this.moment = moment;
    }

    int calls() {
        return calls;
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        if (next()) {
            // Attributes and all, but for the second half.
            disk.copy(from, to);
            half(to, Files.readAllBytes(to));
        }
        disk.copy(from, to);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (next()) {
            half(file, content);
        }
        disk.write(file, content);
    }

    @Override
    public void create(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        if (next()) {
            half(file, content);
        }
        disk.create(file, content, mode);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        endIf(next());
        disk.createFolder(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        endIf(next());
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        endIf(next());
        disk.delete(path);
    }

    /** Whether this is the last call, and it is begun. */
    private boolean next() {
        boolean isLast = calls++ == last;
        endIf(isLast && moment == Moment.BEFORE);
        return isLast;
    }

    private static void endIf(boolean end) {
        if (end) {
            throw new End();
        }
    }

    private static void half(Path file, byte[] content) throws IOException {
        Files.write(file, Arrays.copyOf(content, content.length / 2));
        throw new End();
    }
}
