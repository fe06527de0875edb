package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.runtime.UnclaimedCapabilities;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnitool add}. */
@Command(name = "add", description = {"Connects a network namespace, and prints the result.",
    "After an error call del: plugins before the one that failed may have made something."})
final class AddCommand implements Runnable {

    @Mixin
    private AttachmentOptions options;

    @Option(names = "--ignore-unclaimed", description = "Leaves out arguments of CAP_ARGS that no plugin of the network takes, as the Go cnitool does.")
    private boolean ignoreUnclaimed;

    @Spec
    private CommandSpec spec;

    private final ToolEnvironment environment;

    AddCommand(ToolEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        UnclaimedCapabilities unclaimed = ignoreUnclaimed ? UnclaimedCapabilities.IGNORE : UnclaimedCapabilities.REFUSE;
        spec.commandLine().getOut().println(options.runtime(environment).with(unclaimed)
                .add(options.network(environment), options.attachment(environment)).json().toIndentedString());
    }
}
