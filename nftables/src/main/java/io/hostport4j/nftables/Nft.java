package io.hostport4j.nftables;

import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tool: each method starts it once. */
final class Nft {
    static final String NAME = "nft";

    private final Tools tools;
    private final String program;

    Nft(Tools tools, Path program) {
        this.tools = tools;
        this.program = program.toString();
    }

    /**
     * The table as JSON with numbers for all that nft knows words for: those are the node's ({@code /etc/protocols},
     * {@code rt_marks}), and may be anything.
     *
     * @return empty when the table is not there
     * @throws RefusedException when it cannot be listed
     */
    Optional<String> list() {
        ToolResult result = tools.run(List.of(program, "-j", "-n", "list", "table", HostPortTable.FAMILY, HostPortTable.NAME), "");
        if (result.succeeded()) {
            return Optional.of(result.output());
        }
        RefusedException refusal = new RefusedException("list " + HostPortTable.TEXT, result.errors());
        if (refusal.kind() == RefusedException.Kind.MISSING) {
            return Optional.empty();
        }
        throw refusal;
    }

    /**
     * Carries out a script as one transaction.
     *
     * @throws RefusedException when one of its commands is refused; none has an effect then
     */
    void run(String operation, Script script) {
        ToolResult result = tools.run(List.of(program, "-f", "-"), script.text());
        if (!result.succeeded()) {
            throw new RefusedException(operation, result.errors());
        }
    }
}
