package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.config.NetworkList;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cnitool validate}. */
@Command(name = "validate", description = "Finds out whether every plugin of the network is there and speaks its version, and prints the capabilities they declare.")
final class ValidateCommand implements Runnable {

    @Mixin
    private WholeNetworkOptions options;

    @Spec
    private CommandSpec spec;

    private final ToolEnvironment environment;

    ValidateCommand(ToolEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        NetworkList list = options.network(environment);
        Set<String> capabilities = options.runtime(environment).validate(list);
        spec.commandLine().getOut().println("network \"" + list.name() + "\" is valid; CNI " + list.cniVersion() + "; capabilities: "
                + (capabilities.isEmpty() ? "none" : String.join(", ", capabilities)));
    }
}
