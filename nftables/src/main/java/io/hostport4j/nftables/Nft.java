package io.hostport4j.nftables;

import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.List;

/** The tool: each method starts it once. */
final class Nft {
    static final String NAME = "nft";

    private final Tools tools;
    private final String program;
    private final OperationTime time;

    Nft(Tools tools, Path program, OperationTime time) {
        this.tools = tools;
        this.program = program.toString();
        this.time = time;
    }

    /**
     * The table with all that is in it, with numbers for what nft knows words for: those are the node's own
     * ({@code /etc/protocols}, {@code rt_marks}).
     *
     * @throws RefusedException when it cannot be listed
     * @throws UnreadableListingException when it cannot be understood
     */
    Listing list(Links links) {
        ToolResult result = tools.run(List.of(program, "-j", "-n", "list", "table", HostPortTable.FAMILY, HostPortTable.NAME), "",
                time.deadline());
        if (result.succeeded()) {
            return Listing.parse(result.output(), links);
        }
        RefusedException refusal = new RefusedException("list " + HostPortTable.TEXT, result.errors());
        if (refusal.kind() == RefusedException.Kind.MISSING) {
            return Listing.ABSENT;
        }
        throw refusal;
    }

    /**
     * Carries out a script.
     *
     * @throws RefusedException when one of its commands is refused; none has an effect then
     */
    void run(String operation, Script script) {
        run(operation, List.of(program, "-f", "-"), script);
    }

    /**
     * Has the kernel look at a script without carrying it out.
     *
     * @throws RefusedException when one of its commands is refused
     */
    void check(String operation, Script script) {
        run(operation, List.of(program, "-c", "-f", "-"), script);
    }

    private void run(String operation, List<String> command, Script script) {
        ToolResult result = tools.run(command, script.text(), time.deadline());
        if (!result.succeeded()) {
            throw new RefusedException(operation, result.errors());
        }
    }
}
