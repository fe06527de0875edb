package io.hostport4j.nftables;

import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The node's tools; notes what is started, and does something else between two starts when a test wants it. */
final class ObservedTools implements Tools {
    private final Tools tools = new ProcessTools(System.getenv("PATH"));
    final List<String> inputs = new ArrayList<>();
    private final Deque<Runnable> before = new ArrayDeque<>();

    /** Does this before the next start, or the one after those that wait already. */
    void beforeNext(Runnable action) {
        before.add(action);
    }

    int starts() {
        return inputs.size();
    }

    @Override
    public Optional<Path> find(String name) {
        return tools.find(name);
    }

    @Override
    public ToolResult run(List<String> command, String input, Deadline deadline) {
        Runnable action = before.poll();
        if (action != null) {
            action.run();
        }
        inputs.add(command.contains("list") ? "list" : input);
        return tools.run(command, input, deadline);
    }
}
