package io.hostport4j.nftables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The programs of the node, of which nft refuses to add some host ports: it is asked to add them to a map that is not there. */
final class RefusingTools implements Tools {
    private final Tools tools;
    private final Set<HostPort> refused = new HashSet<>();

    RefusingTools(Tools tools) {
        this.tools = tools;
    }

    /** @param hostPort on every address */
    void refuse(HostPort hostPort) {
        refused.add(hostPort);
    }

    @Override
    public Optional<Path> find(String name) {
        return tools.find(name);
    }

    @Override
    public ToolResult run(List<String> command, String input, Deadline deadline) {
        return tools.run(command, input.lines().map(line -> isRefused(line) ? line.replaceFirst(" any[46] ", " nowhere ") : line)
                .collect(Collectors.joining("\n", "", "\n")), deadline);
    }

    private boolean isRefused(String line) {
        return line.startsWith("create element") && refused.stream().anyMatch(port ->
                line.contains(port.family() == Family.IPV4 ? " any4 " : " any6 ") && line.contains("tcp . " + port.port() + " "));
    }
}
