package io.hostport4j.examples.hostport;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostport completion}. */
@Command(name = "completion", description = {"Prints a script that lets a shell complete this command.",
    "bash: hostport completion bash > /etc/bash_completion.d/hostport", "zsh: source <(hostport completion zsh)"},
        exitCodeListHeading = "Exit codes:%n", exitCodeList = {"0:done", "2:wrong words on the command line"})
final class CompletionCommand implements Runnable {
    /** The shells that picocli writes one script for, which tells them apart itself. */
    enum Shell { bash, zsh }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        if (shell == Shell.zsh) {
            // What the script loads by itself only where the shell has it by that name already.
            out.println("autoload -U +X compinit && compinit");
        }
        out.print(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
    }
}
