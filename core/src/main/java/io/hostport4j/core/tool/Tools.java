package io.hostport4j.core.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The programs of the node. */
public interface Tools {
    /** Where a program is, by the folders that programs are in; starts nothing. */
    Optional<Path> find(String name);

    /**
     * Runs a program to its end, in the network namespace of the calling thread.
     *
     * @param command the program and its arguments
     * @param input all that it reads from standard input
     * @throws io.hostport4j.core.spi.BackendFailedException when it cannot be started, or is not done in time and was ended
     */
    ToolResult run(List<String> command, String input);
}
