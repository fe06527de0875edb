package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Map<Owner, Set<Forward>> removed = new LinkedHashMap<>();
        List<Owner> marks = owners.stream().map(Owner::new).toList();
        try (HostPorts hostPorts = HostPorts.open(CacheOptions.usual())) {
            for (Owner mark : marks) {
                removed.put(mark, hostPorts.remove(mark));
            }
        } finally {
            // What is gone is gone, also when another owner's could not be taken.
            print(removed);
        }
    }

    private void print(Map<Owner, Set<Forward>> removed) {
        output.print(spec.commandLine().getOut(), () -> lines(removed), () -> JsonObject.builder().putObjects("removed",
                removed.values().stream().flatMap(Set::stream).map(ForwardJson::of).toList()).build());
    }

    private static List<String> lines(Map<Owner, Set<Forward>> removed) {
        List<String> lines = new ArrayList<>();
        removed.forEach((mark, gone) -> {
            gone.forEach(forward -> lines.add("removed  " + forward));
            if (gone.isEmpty()) {
                lines.add("nothing  " + mark);
            }
        });
        return lines;
    }
}
