package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who holds which port, noted beside the kernel by all actors, whatever process they are in: a file for each holder and port, made
 * after its ADD and gone before its DEL. So two notes that overlap are two holders.
 */
record Claims(Path folder) {
    private static final String BY = "@";

    /** @return whoever else has one of them, with what it has */
    List<String> make(String holder, List<Port> ports) {
        List<String> others = new ArrayList<>();
        for (Port port : ports) {
            try {
                Files.createFile(file(holder, port));
                // Of two who note at once at least one sees the other: each looks after its own note is there.
                addOverlaps(holder, port, others);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return others;
    }

    void end(String holder, List<Port> ports) {
        for (Port port : ports) {
            try {
                Files.delete(file(holder, port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void addOverlaps(String holder, Port port, List<String> others) throws IOException {
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, prefix(port) + "*")) {
            for (Path note : notes) {
                String name = note.getFileName().toString();
                String hostIp = name.substring(prefix(port).length(), name.indexOf(BY));
                boolean overlaps = hostIp.isEmpty() || port.hostIp().isEmpty() || hostIp.equals(port.hostIp());
                if (overlaps && !name.endsWith(BY + holder)) {
                    others.add(name);
                }
            }
        }
    }

    private Path file(String holder, Port port) {
        return folder.resolve(prefix(port) + port.hostIp() + BY + holder);
    }

    private static String prefix(Port port) {
        return port.protocol() + "-" + port.number() + "-";
    }
}
