package io.hostport4j.examples.hostport;

import io.hostport4j.examples.agent.Agent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport agent}: runs until it is ended. */
@Command(name = "agent", description = {"Serves the plugin's calls without a new JVM for each.",
    "A service manager may listen for it: the socket is its standard input then."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:was ended", "1:cannot serve", "2:wrong words on the command line"})
final class AgentCommand implements Callable<Integer> {
    @Option(names = "--socket", paramLabel = "FILE",
            description = "Where to listen (default: /run/hostport4j/agent.sock). The plugin looks for another one in HOSTPORT_AGENT_SOCKET.")
    private Path socket = Path.of("/run/hostport4j/agent.sock");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        new Agent(System.getenv(), line -> {
            out.println(line);
            out.flush();
        }).serve(socket);
        return 0;
    }
}
