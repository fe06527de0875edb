package io.hostport4j.examples.portmap;

import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of the portmap binary by nobody's chain.
 *
 * @param environment the variables of the CNI protocol, and others
 */
record PortMapCall(Map<String, String> environment) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** For eth0 of a container whose network namespace may or may not exist. */
    static PortMapCall of(String command, String containerId) {
        return new PortMapCall(Map.of(
                "CNI_COMMAND", command,
                "CNI_CONTAINERID", containerId,
                "CNI_NETNS", "/run/netns/" + containerId,
                "CNI_IFNAME", "eth0",
                "CNI_PATH", Distribution.bin().toString()));
    }

    /** The same with one variable more, or with another value. */
    PortMapCall with(String variable, String value) {
        Map<String, String> longer = new HashMap<>(environment);
        longer.put(variable, value);
        return new PortMapCall(longer);
    }

    Execution execute(PortMapInput stdin) {
        return new ProcessRun(List.of(Distribution.portmap().toString()), environment, stdin.json(), LIMIT).execute();
    }

    /** With the bytes of a file on stdin. */
    Execution execute(Path stdin) {
        List<String> command = List.of("sh", "-c", "exec \"$0\" < \"$1\"", Distribution.portmap().toString(), stdin.toString());
        return new ProcessRun(command, environment, "", LIMIT).execute();
    }
}
