package io.hostport4j.iptables;

import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tools that note which of them are started. */
final class CountedTools implements Tools {
    private final Tools tools;
    private final List<String> started = new ArrayList<>();

    CountedTools(Tools tools) {
        this.tools = tools;
    }

    /** The names since the last call. */
    List<String> takeStarted() {
        List<String> names = List.copyOf(started);
        started.clear();
        return names;
    }

    @Override
    public Optional<Path> find(String name) {
        return tools.find(name);
    }

    @Override
    public ToolResult run(List<String> command, String input, Deadline deadline) {
        started.add(Path.of(command.get(0)).getFileName().toString());
        return tools.run(command, input, deadline);
    }
}
