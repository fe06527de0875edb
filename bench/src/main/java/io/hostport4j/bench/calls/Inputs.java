package io.hostport4j.bench.calls;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.core.HostPortRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What calls of some containers have as their standard input.
 *
 * @param files one for each, with the container's name; they are deleted in the end
 */
record Inputs(Path folder, List<Path> files) implements AutoCloseable {
    /** Behind those of any standing mappings. */
    private static final int FIRST_PORT = 40000;
    private static final int FIRST_CONTAINER = 20000;

    /** Of so many containers that have one mapping each. */
    static Inputs of(int containers) {
        List<HostPortRequest> others = Mappings.others(FIRST_PORT - FIRST_CONTAINER, FIRST_CONTAINER + containers);
        try {
            Path folder = Files.createTempDirectory("inputs");
            List<Path> files = new ArrayList<>();
            for (HostPortRequest request : others.subList(FIRST_CONTAINER, others.size())) {
                files.add(Files.writeString(folder.resolve(request.attachment().container()), PluginCall.config("", request)));
            }
            return new Inputs(folder, List.copyOf(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
