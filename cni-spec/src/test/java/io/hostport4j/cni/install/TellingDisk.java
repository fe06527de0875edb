package io.hostport4j.cni.install;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A disk that tells of each call before it makes it. */
record TellingDisk(PrintStream out) implements Disk {
    private static final Disk DISK = new NodeDisk();

    @Override
    public void copy(Path from, Path to) throws IOException {
        out.println("copy");
        DISK.copy(from, to);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        out.println("write");
        DISK.write(file, content);
    }

    @Override
    public void create(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        out.println("create");
        DISK.create(file, content, mode);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        out.println("createFolder");
        DISK.createFolder(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        out.println("rename");
        DISK.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        out.println("delete");
        DISK.delete(path);
    }
}
