package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.types.CniException;
import io.hostport4j.examples.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * Calls the plugins of a network by hand, with the words and the environment of the Go cnitool. Exit codes: 0 done, 1 a plugin or the
 * configuration failed, 2 wrong words on the command line or in the environment.
 */
@Command(name = "cnitool", description = "Connects a network namespace to a network, as a container runtime does.",
        mixinStandardHelpOptions = true, versionProvider = CniToolCommand.Versions.class, subcommands = CommandLine.HelpCommand.class,
        footer = {"", "Environment:",
            "  CNI_PATH     folders of plugins, with : between",
            "  NETCONFPATH  folder of network configurations (default: /etc/cni/net.d)",
            "  CNI_IFNAME   interface in the network namespace (default: eth0)",
            "  CNI_ARGS     arguments of all plugins: KEY=VALUE;KEY2=VALUE2",
            "  CAP_ARGS     arguments of capabilities, JSON: {\"portMappings\": [...]}",
            "", "Exit codes: 0 done; 1 a plugin or the configuration failed; 2 wrong words on the command line or in the environment."})
public final class CniToolCommand {

    private CniToolCommand() {}

    /** Ends the process with the exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** The command with the environment it reads. */
    static CommandLine commandLine(Map<String, String> variables) {
        ToolEnvironment environment = new ToolEnvironment(variables);
        CommandLine commandLine = new CommandLine(new CniToolCommand())
                .addSubcommand("add", new AddCommand(environment))
                .addSubcommand("check", new CheckCommand(environment))
                .addSubcommand("del", new DelCommand(environment))
                .addSubcommand("gc", new GcCommand(environment))
                .addSubcommand("status", new StatusCommand(environment))
                .addSubcommand("validate", new ValidateCommand(environment));
        commandLine.setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("cnitool: " + error.getMessage() + details(error));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    private static String details(Exception error) {
        if (!(error instanceof CniException cni)) {
            return "";
        }
        return (cni.details().isEmpty() ? "" : "; " + cni.details()) + " (code " + cni.code() + ")";
    }

    /** The version that the build wrote. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cnitool (hostport4j) " + Version.text()};
        }
    }
}
