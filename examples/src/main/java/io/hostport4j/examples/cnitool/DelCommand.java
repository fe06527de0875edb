package io.hostport4j.examples.cnitool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cnitool del}. */
@Command(name = "del", description = "Disconnects a network namespace; it may be gone, and del may be called again.")
final class DelCommand implements Runnable {

    @Mixin
    private AttachmentOptions options;

    private final ToolEnvironment environment;

    DelCommand(ToolEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        options.runtime(environment).delete(options.network(environment), options.attachment(environment));
    }
}
