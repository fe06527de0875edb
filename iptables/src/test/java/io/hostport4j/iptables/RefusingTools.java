package io.hostport4j.iptables;

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

/** The programs of the node, of which those that restore refuse scripts with some host ports. */
final class RefusingTools implements Tools {
    private final Tools tools;
    private final Set<HostPort> refused = new HashSet<>();

    RefusingTools(Tools tools) {
        this.tools = tools;
    }

    void refuse(HostPort hostPort) {
        refused.add(hostPort);
    }

    @Override
    public Optional<Path> find(String name) {
        return tools.find(name);
    }

    @Override
    public ToolResult run(List<String> command, String input, Deadline deadline) {
        Family family = command.get(0).contains("ip6tables") ? Family.IPV6 : Family.IPV4;
        boolean refuses = refused.stream().anyMatch(port -> port.family() == family && input.contains(" --dport " + port.port() + " "));
        return refuses ? new ToolResult(1, "", "iptables-restore: line 3 failed") : tools.run(command, input, deadline);
    }
}
