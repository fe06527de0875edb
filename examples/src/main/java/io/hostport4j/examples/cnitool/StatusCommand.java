package io.hostport4j.examples.cnitool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cnitool status}. */
@Command(name = "status", description = "Asks the plugins whether they could connect somebody. Networks below 1.1.0 cannot be asked, and count as ready.")
final class StatusCommand implements Runnable {

    @Mixin
    private WholeNetworkOptions options;

    private final ToolEnvironment environment;

    StatusCommand(ToolEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        options.runtime(environment).status(options.network(environment));
    }
}
