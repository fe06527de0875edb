package io.hostport4j.cni.runtime;

import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The folders that plugins are in; the first that has a regular file of the name wins, executable or not (pkg/invoke, find.go). */
record PluginPath(List<Path> folders) {

    PluginPath {
        folders = List.copyOf(folders);
    }

    Path find(String type) {
        if (type.isEmpty()) {
            throw new PluginExecutionException(Reason.NOT_FOUND, "no plugin name provided");
        }
        if (type.contains(File.separator) || type.equals(".") || type.equals("..")) {
            throw new PluginExecutionException(Reason.NOT_FOUND, "invalid plugin name: \"" + type + "\"");
        }
        if (folders.isEmpty()) {
            throw new PluginExecutionException(Reason.NOT_FOUND, "no paths provided to look for plugin \"" + type + "\"");
        }
        try {
            return folders.stream()
                    .map(folder -> folder.resolve(type))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new PluginExecutionException(
                            Reason.NOT_FOUND, "failed to find plugin \"" + type + "\" in path " + listed()));
        } catch (InvalidPathException e) {
            throw new PluginExecutionException(Reason.NOT_FOUND, "invalid plugin name: \"" + type + "\"", e);
        }
    }

    /** As CNI_PATH has it. */
    String text() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private String listed() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}
