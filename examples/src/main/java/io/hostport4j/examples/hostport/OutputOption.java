package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How the commands that tell something print it. */
final class OutputOption {
    @Option(names = "--output", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    /** Prints one thing that happened while others go on: a line in either format. */
    void printLine(PrintWriter out, String line, JsonObject json) {
        switch (format) {
            case table -> out.println(line);
            case json -> out.println(json);
        }
        out.flush();
    }

    /** Prints what was found, in the format asked for. */
    void print(PrintWriter out, Supplier<List<String>> lines, Supplier<JsonObject> json) {
        switch (format) {
            case table -> lines.get().forEach(out::println);
            case json -> out.println(json.get().toIndentedString());
        }
        out.flush();
    }
}
