package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * One change that a program which watches the folder sees as one: before it all is as it was, after it all is as it shall be.
 *
 * <p>What ends in the middle leaves a file that no runtime reads ({@link FileNames#HALF}), which the next change of that name writes over.
 */
sealed interface FolderChange permits FolderChange.Keep, FolderChange.Write, FolderChange.Move, FolderChange.Remove, FolderChange.Command,
        TreeChange {
    void make(Disk disk) throws IOException;

    /** The file that is made, replaced or taken away. */
    Path path();

    /** What it does, for people. */
    String text();

    /** A copy beside the file, in content, owner, mode and times; the file stays. */
    record Keep(Path from, Path path) implements FolderChange {
        @Override
        public void make(Disk disk) throws IOException {
            Path half = FileNames.half(path);
            disk.copy(from, half);
            disk.rename(half, path);
        }

        @Override
        public String text() {
            return "copy    " + from + " to " + path.getFileName();
        }
    }

    /**
     * A file with the owner, mode and attributes of one that is there, which may be the same.
     *
     * @param before what that one has to contain still
     */
    record Write(Path path, String content, Path like, String before) implements FolderChange {
        @Override
        public void make(Disk disk) throws IOException {
            Path half = FileNames.half(path);
            disk.copy(like, half);
            if (!Arrays.equals(Files.readAllBytes(half), before.getBytes(StandardCharsets.UTF_8))) {
                throw new InstallException("somebody changed \"" + like + "\" at the same time; try again");
            }
            disk.write(half, content.getBytes(StandardCharsets.UTF_8));
            disk.rename(half, path);
        }

        @Override
        public String text() {
            return "write   " + path;
        }
    }

    /** Another name. */
    record Move(Path from, Path path) implements FolderChange {
        @Override
        public void make(Disk disk) throws IOException {
            disk.rename(from, path);
        }

        @Override
        public String text() {
            return "rename  " + from + " to " + path.getFileName();
        }
    }

    /** A file less. */
    record Remove(Path path) implements FolderChange {
        @Override
        public void make(Disk disk) throws IOException {
            disk.delete(path);
        }

        @Override
        public String text() {
            return "remove  " + path;
        }
    }

    /** A program that everybody may run. */
    record Command(Path path, PluginCommand content) implements FolderChange {
        @Override
        public void make(Disk disk) throws IOException {
            Path half = FileNames.half(path);
            disk.create(half, content.bytes(), PosixFilePermissions.fromString("rwxr-xr-x"));
            disk.rename(half, path);
        }

        @Override
        public String text() {
            return "write   " + path;
        }
    }

    /** The reason, and what to do about it. */
    static InstallException failed(String verb, Path path, IOException e) {
        String reason = e.getMessage();
        if (e instanceof AccessDeniedException) {
            reason = "permission denied; run it as root";
        } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
            reason = failure.getReason();
        }
        return new InstallException("cannot " + verb + " \"" + path + "\": " + reason, e);
    }
}
