package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A change of a whole folder, which is there with all that is in it, or not at all. */
sealed interface TreeChange extends FolderChange {
    /** A copy of a distribution that belongs to the caller, not to whoever built it. */
    record Copy(Path home, Path path) implements TreeChange {
        @Override
        public void make(Disk disk) throws IOException {
            Files.createDirectories(path.getParent());
            Path half = FileNames.half(path);
            delete(half, disk);
            disk.createFolder(half);
            for (Map.Entry<Path, Path> file : new Distribution(home).files().entrySet()) {
                Path copy = half.resolve(file.getKey().toString());
                createFolders(half, copy.getParent(), disk);
                disk.create(copy, Files.readAllBytes(file.getValue()),
                        PosixFilePermissions.fromString(Files.isExecutable(file.getValue()) ? "rwxr-xr-x" : "rw-r--r--"));
            }
            disk.rename(half, path);
        }

        private static void createFolders(Path top, Path folder, Disk disk) throws IOException {
            if (!folder.equals(top) && !Files.isDirectory(folder)) {
                createFolders(top, folder.getParent(), disk);
                disk.createFolder(folder);
            }
        }

        @Override
        public String text() {
            return "copy    " + home + " to " + path;
        }
    }

    /** Gone under its name first, then file by file. */
    record Delete(Path path) implements TreeChange {
        @Override
        public void make(Disk disk) throws IOException {
            Path half = FileNames.half(path);
            delete(half, disk);
            disk.rename(path, half);
            delete(half, disk);
        }

        @Override
        public String text() {
            return "remove  " + path;
        }
    }

    /** What is left of a change that ended in the middle; one that was moved away is deleted only now. */
    record Leftover(Path path) implements TreeChange {
        @Override
        public void make(Disk disk) throws IOException {
            delete(path, disk);
        }

        @Override
        public String text() {
            return "remove  " + path;
        }
    }

    private static void delete(Path tree, Disk disk) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            disk.delete(path);
        }
    }
}
