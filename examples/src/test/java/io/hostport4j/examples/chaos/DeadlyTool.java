package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of iptables that kills whoever starts it.
 *
 * @param folder where it is, with the other programs, for they are looked for side by side
 */
record DeadlyTool(Path folder) implements AutoCloseable {
    private static final List<String> TOOLS = List.of("iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save",
            "ip6tables-restore");
    private static final String SCRIPT = "#!/bin/sh\nkill -9 $PPID\n";

    /** @param folder empty */
    static DeadlyTool of(String name, Path folder) {
        try {
            for (String tool : TOOLS) {
                if (!tool.equals(name)) {
                    Files.createSymbolicLink(folder.resolve(tool), find(tool));
                }
            }
            Files.writeString(folder.resolve(name), SCRIPT);
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
            return new DeadlyTool(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Left to JUnit links would be deleted with a warning each. */
    @Override
    public void close() {
        try {
            for (String tool : TOOLS) {
                Files.delete(folder.resolve(tool));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String tool) throws IOException {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, tool)).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IOException("no " + tool + " in PATH"));
    }
}
