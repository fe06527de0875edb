package io.hostport4j.examples.hostport;

/** How a command prints what it found; the names are those of the option's values. */
enum OutputFormat {
    /** For people. */
    table,
    /** For programs: one JSON object. */
    json
}
