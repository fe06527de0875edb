package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.runtime.CniRuntime;
import io.hostport4j.cni.runtime.ProcessInvoker;
import io.hostport4j.cni.runtime.ResultCache;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which network, and the runtime to call it with; of every command. */
abstract class NetworkOptions {

    @Parameters(index = "0", paramLabel = "NETWORK", description = "The network's name in its configuration.")
    private String network;

    @Option(names = "--cache-dir", paramLabel = "DIR", description = "Where results are noted (default: ${DEFAULT-VALUE}).", defaultValue = "/var/lib/cni")
    private Path cacheDirectory;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long the command may take (default: ${DEFAULT-VALUE}).", defaultValue = "120")
    private int seconds;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    NetworkList network(ToolEnvironment environment) {
        return environment.configurations().find(network);
    }

    CniRuntime runtime(ToolEnvironment environment) {
        return new CniRuntime(ProcessInvoker.of(environment.pluginFolders()), new ResultCache(cacheDirectory))
                .within(Duration.ofSeconds(seconds))
                .tellingMessagesTo((type, text) -> spec.commandLine().getErr().println(type + ": " + text.strip()));
    }
}
