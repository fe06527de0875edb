package io.hostport4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A folder for PATH that has the programs which the launcher calls, and nothing else: no java, no nft, no ip. */
public record LauncherTools(Path folder) {

    /** Makes the folder inside another. */
    public static LauncherTools in(Path parent) throws IOException {
        LauncherTools tools = new LauncherTools(Files.createDirectories(parent.resolve("tools")));
        for (String tool : List.of("dirname", "readlink", "sed", "tr")) {
            tools.script(tool, "exec /usr/bin/" + tool + " \"$@\"");
        }
        return tools;
    }

    /** Adds an executable. */
    public Path script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
