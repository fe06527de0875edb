package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A program of iptables that kills whoever starts it. */
final class DeadlyTool {
    private static final String SCRIPT = "#!/bin/sh\nkill -9 $PPID\n";

    private DeadlyTool() {}

    /**
     * @param folder empty; gets the other programs as well, for they are looked for side by side
     * @return the folder
     */
    static Path of(String name, Path folder) {
        try {
            for (String program : List.of("iptables", "ip6tables")) {
                for (String tool : List.of(program, program + "-save", program + "-restore")) {
                    if (!tool.equals(name)) {
                        Files.createSymbolicLink(folder.resolve(tool), find(tool));
                    }
                }
            }
            Files.writeString(folder.resolve(name), SCRIPT);
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String tool) throws IOException {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, tool)).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IOException("no " + tool + " in PATH"));
    }
}
