package io.hostport4j.core.tool;

import io.hostport4j.core.spi.Deadline;
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
     * @param deadline when it is ended
     * @throws io.hostport4j.core.spi.BackendFailedException when it cannot be started
     * @throws io.hostport4j.core.spi.WaitEndedException when it was not started, or was ended, because its time was up or the thread was
     *     interrupted, or when somebody else ended it; what it had done by then nobody knows
     */
    ToolResult run(List<String> command, String input, Deadline deadline);
}
