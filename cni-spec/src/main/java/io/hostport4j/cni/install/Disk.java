package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** The calls that change folders, one by one, so that a test can end the world between any two. */
interface Disk {
    /** A new file with the content, owner, mode, attributes and times (in microseconds) of another one; of a link, a link; over what is there. */
    void copy(Path from, Path to) throws IOException;

    /** Another content in a file that is there; it is on the disk when this returns. */
    void write(Path file, byte[] content) throws IOException;

    /** A new file of the caller's; it is on the disk when this returns; over what is there. */
    void create(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException;

    /** A new folder of the caller's. */
    void createFolder(Path folder) throws IOException;

    /** Another name, at once, and over what is there; it is on the disk when this returns. */
    void rename(Path from, Path to) throws IOException;

    /** A file, a link or an empty folder; it is on the disk when this returns. */
    void delete(Path path) throws IOException;
}
