package io.hostport4j.core.tool;

/**
 * How a tool ended.
 *
 * @param exit its exit status; 0 is success
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error, without white space around it
 */
public record ToolResult(int exit, String output, String errors) {
    /** Whether the tool says that it did what it should. */
    public boolean succeeded() {
        return exit == 0;
    }
}
