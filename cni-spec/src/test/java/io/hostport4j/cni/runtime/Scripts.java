package io.hostport4j.cni.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Plugins that are shell scripts in a folder of their own, by which their processes are recognised. */
record Scripts(Path folder) {

    /** A plugin that runs until somebody ends it, and has a child that does, too; neither starts anything else. */
    static Scripts withSleeper(Path folder) throws IOException, InterruptedException {
        Scripts scripts = new Scripts(folder);
        scripts.write("child", "read line < " + folder.resolve("never"));
        scripts.write("sleeper", folder.resolve("child") + " & wait");
        if (new ProcessBuilder("mkfifo", folder.resolve("never").toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo failed");
        }
        return scripts;
    }

    Path write(String type, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(type), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** The command lines of what runs of them. */
    List<String> running() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder + "/"))
                .toList();
    }

    void awaitRunning(int count) throws InterruptedException {
        while (running().size() < count) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** The kernel takes its moment to bury what was killed. */
    void awaitNothingRunning() throws InterruptedException {
        while (!running().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
