package io.hostport4j.examples.cnitool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cnitool check}. */
@Command(name = "check", description = "Finds out whether all is as add left it.")
final class CheckCommand implements Runnable {

    @Mixin
    private AttachmentOptions options;

    private final ToolEnvironment environment;

    CheckCommand(ToolEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        options.runtime(environment).check(options.network(environment), options.attachment(environment));
    }
}
