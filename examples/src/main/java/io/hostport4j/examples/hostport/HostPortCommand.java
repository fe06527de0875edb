package io.hostport4j.examples.hostport;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's command. Exit codes: 0 done, 1 could not be done, 2 wrong words on the command line; a command may have more. */
@Command(name = "hostport", description = "Host ports of this node.", mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = {ListCommand.class, ExplainCommand.class, DoctorCommand.class, CheckCommand.class, PlanCommand.class, GcCommand.class,
            RemoveCommand.class, ReconcileCommand.class, AdoptCommand.class, WatchCommand.class, AgentCommand.class, InstallCommand.class,
            UninstallCommand.class, DemoCommand.class,
            VersionCommand.class, CompletionCommand.class, CommandLine.HelpCommand.class})
public final class HostPortCommand {
    private HostPortCommand() {}

    /** Ends the process with the exit code. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new HostPortCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("hostport: " + error.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commandLine.execute(arguments));
    }
}
