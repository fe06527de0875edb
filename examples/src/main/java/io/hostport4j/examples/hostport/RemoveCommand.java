package io.hostport4j.examples.hostport;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostport remove}. */
@Command(name = "remove", description = {"Takes the host ports of containers, as a DEL would that never came; wherever they are kept.",
    "An owner is network/container/interface, as list and doctor print it; what is not known is ~."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, or nothing to do", "1:could not be done", "2:wrong words on the command line"})
final class RemoveCommand implements Runnable {
    @Parameters(paramLabel = "OWNER", arity = "1..*", description = "Whose host ports go.")
    private List<String> owners;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<Owner> marks = owners.stream().map(Owner::new).toList();
        try (HostPorts hostPorts = HostPorts.open(CacheOptions.usual())) {
            for (Owner mark : marks) {
                Set<Forward> gone = hostPorts.remove(mark);
                gone.forEach(forward -> out.println("removed  " + forward));
                if (gone.isEmpty()) {
                    out.println("nothing  " + mark);
                }
            }
        }
    }
}
