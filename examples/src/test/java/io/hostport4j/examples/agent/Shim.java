package io.hostport4j.examples.agent;

import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The shim as a runtime calls it.
 *
 * @param command the file, or what starts it, and arguments
 * @param environment variables beside those of this process
 */
record Shim(List<String> command, Map<String, String> environment) {
    static final Path BUILT = Distribution.home().resolve("lib/portmap-shim");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The distribution's. */
    static Shim built(Path socket) {
        return new Shim(List.of(BUILT.toString()), Map.of("HOSTPORT_AGENT_SOCKET", socket.toString()));
    }

    /** A copy whose cold plugin is a script that says "cold", its arguments and its standard input, and ends with 7. */
    static Shim withTalkingPlugin(Path folder, Path socket) throws IOException {
        Path shim = Files.createDirectories(folder.resolve("lib")).resolve("portmap-shim");
        Files.copy(BUILT, shim);
        Path plugin = Files.createDirectories(folder.resolve("bin")).resolve("portmap");
        Files.writeString(plugin, "#!/bin/sh\necho \"cold $*\"\ncat\nexit 7\n");
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Shim(List.of(shim.toString()), Map.of("HOSTPORT_AGENT_SOCKET", socket.toString()));
    }

    Shim with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Shim(command, more);
    }

    /** Started by another program. */
    Shim by(String... starter) {
        return new Shim(Stream.concat(Stream.of(starter), command.stream()).toList(), environment);
    }

    /** For eth0 of a container. */
    Shim of(String verb, String containerId) {
        return with("CNI_COMMAND", verb).with("CNI_CONTAINERID", containerId).with("CNI_NETNS", "/run/netns/" + containerId)
                .with("CNI_IFNAME", "eth0").with("CNI_PATH", Distribution.bin().toString());
    }

    Execution execute(String stdin) {
        return new ProcessRun(command, environment, stdin, LIMIT).execute();
    }

    /** Its streams are pipes. */
    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A configuration that asks for one host port. */
    static String config(int hostPort, String address, String... members) {
        return "{\"name\": \"pods\", \"type\": \"portmap\", \"cniVersion\": \"1.0.0\", " + String.join("", Stream.of(members).map(m -> m + ", ").toList())
                + "\"runtimeConfig\": {\"portMappings\": [{\"hostPort\": " + hostPort + ", \"containerPort\": 80, \"protocol\": \"tcp\"}]}, "
                + "\"prevResult\": {\"cniVersion\": \"1.0.0\", \"ips\": [{\"address\": \"" + address + "/24\"}]}}";
    }
}
