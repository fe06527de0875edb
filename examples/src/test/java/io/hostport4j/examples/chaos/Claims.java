package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who holds which port, noted beside the kernel by all actors, whatever process they are in: a file for each port, made after its ADD
 * and gone before its DEL. So two notes that overlap are two holders.
 */
record Claims(Path folder) {

    /** @throws AssertionError when somebody else has one of them */
    void make(String holder, List<Port> ports) {
        for (Port port : ports) {
            try {
                Files.writeString(Files.createFile(file(port)), holder);
            } catch (FileAlreadyExistsException e) {
                throw new AssertionError(holder + " was given " + port + ", which is also " + holder(file(port)) + "'s");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // Of two who note at once at least one sees the other: each looks after its own note is there.
            refuseOverlaps(holder, port);
        }
    }

    void end(List<Port> ports) {
        for (Port port : ports) {
            try {
                Files.delete(file(port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void refuseOverlaps(String holder, Port port) {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, port.protocol() + "-" + port.number() + "-*")) {
            for (Path other : others) {
                boolean anyAddress = port.hostIp().isEmpty() || other.equals(file(new Port(port.protocol(), port.number(), "")));
                if (anyAddress && !other.equals(file(port))) {
                    throw new AssertionError(holder + " was given " + port + ", and " + holder(other) + " " + other.getFileName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Port port) {
        return folder.resolve(port.protocol() + "-" + port.number() + "-" + port.hostIp());
    }

    private static String holder(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "somebody";
        }
    }
}
