package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.PlannedChange;
import io.hostport4j.core.cni.PortMapCall;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport plan}. */
@Command(name = "plan", description = {"Tells what an ADD would change, line by line, and changes nothing: - goes, + comes, ! somebody else loses.",
    "What it should have is given by --target and --port, or as the runtime gives it to the plugin, by --config."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it could be done", "1:it could not be done, as a conflict", "2:wrong words on the command line"})
final class PlanCommand implements Runnable {
    @Option(names = "--owner", required = true, paramLabel = "NETWORK/CONTAINER[/INTERFACE]", converter = AttachmentConverter.class,
            description = "Whose host ports (default of the interface: eth0).")
    private AttachmentId owner;

    @ArgGroup(multiplicity = "1")
    private Wanted wanted;

    @Mixin
    private BackendOption backend;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    private static final class Wanted {
        @Option(names = "--config", paramLabel = "FILE",
                description = "The plugin's configuration with prevResult and runtimeConfig, as the runtime gives it on standard input; - is standard input.")
        private Path config;

        @ArgGroup(exclusive = false)
        private Words words;
    }

    private static final class Words {
        @Option(names = "--target", required = true, paramLabel = "IP", converter = AddressConverter.class,
                description = "The container's address; one of each family.")
        private List<InetAddress> targets = new ArrayList<>();

        @Option(names = "--port", required = true, paramLabel = "[IP:]HOSTPORT:CONTAINERPORT[/PROTOCOL]", converter = MappingConverter.class,
                description = "A host port, e.g. 8080:80/tcp; may be given again.")
        private List<PortMapping> mappings = new ArrayList<>();
    }

    @Override
    public void run() {
        HostPortRequest request;
        BackendOptions options;
        if (wanted.config != null) {
            PortMapCall call = PortMapCall.of(JsonObject.parse(read(wanted.config)), owner.container(), owner.interfaceName());
            request = call.request();
            options = backend.options(call.backend());
        } else {
            request = new HostPortRequest(owner, wanted.words.targets.stream().map(ContainerAddress::of).toList(), wanted.words.mappings);
            options = backend.options();
        }
        try (HostPorts hostPorts = HostPorts.open(options)) {
            PlannedChange change = hostPorts.plan(request);
            output.print(spec.commandLine().getOut(), () -> lines(change), () -> json(change));
        }
    }

    private static List<String> lines(PlannedChange change) {
        List<String> lines = new ArrayList<>();
        change.repairs().forEach(fault -> lines.add("~ " + fault + " (will be mended)"));
        change.evictions().forEach((forward, reason) -> lines.add("! " + forward + " (" + reason + ")"));
        change.removals().forEach(forward -> lines.add("- " + forward));
        change.additions().forEach(forward -> lines.add("+ " + forward));
        if (change.isEmpty()) {
            lines.add(change.owner() + ": nothing would change");
        }
        return lines;
    }

    private static JsonObject json(PlannedChange change) {
        return JsonObject.builder().put("owner", change.owner().text()).putBool("changes", !change.isEmpty())
                .putStrings("repairs", change.repairs())
                .putObjects("evictions", change.evictions().entrySet().stream()
                        .map(entry -> ForwardJson.builder(entry.getKey()).put("reason", entry.getValue()).build()).toList())
                .putObjects("removals", change.removals().stream().map(ForwardJson::of).toList())
                .putObjects("additions", change.additions().stream().map(ForwardJson::of).toList()).build();
    }

    private static byte[] read(Path file) {
        try {
            return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
        }
    }
}
