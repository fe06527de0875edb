package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.config.ConfigDirectory;
import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.CniArgs;
import io.hostport4j.cni.types.CniException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the variables say that the Go cnitool reads too.
 *
 * @param variables the environment
 */
record ToolEnvironment(Map<String, String> variables) {

    ToolEnvironment {
        variables = Map.copyOf(variables);
    }

    List<Path> pluginFolders() {
        return find("CNI_PATH").stream()
                .flatMap(text -> Stream.of(text.split(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    ConfigDirectory configurations() {
        return new ConfigDirectory(find("NETCONFPATH").map(Path::of).orElse(ConfigDirectory.DEFAULT));
    }

    String ifName() {
        return find("CNI_IFNAME").orElse("eth0");
    }

    /**
     * The pairs of CNI_ARGS.
     *
     * @throws IllegalArgumentException when it is no list of pairs
     */
    Map<String, String> args() {
        try {
            return new CniArgs(find("CNI_ARGS").orElse("")).pairs();
        } catch (CniException e) {
            throw new IllegalArgumentException(e.msg(), e);
        }
    }

    /**
     * The object in CAP_ARGS.
     *
     * @throws IllegalArgumentException when it is none
     */
    JsonObject capabilityArgs() {
        try {
            return find("CAP_ARGS").map(JsonObject::parse).orElseGet(JsonObject::empty);
        } catch (JsonException e) {
            throw new IllegalArgumentException("CAP_ARGS: " + e.getMessage(), e);
        }
    }

    private Optional<String> find(String variable) {
        return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isEmpty());
    }
}
