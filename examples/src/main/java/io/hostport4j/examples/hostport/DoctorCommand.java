package io.hostport4j.examples.hostport;

import io.hostport4j.core.doctor.Doctor;
import io.hostport4j.core.doctor.Finding;
import io.hostport4j.core.doctor.Places;
import io.hostport4j.core.doctor.PortReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport doctor}. */
@Command(name = "doctor", description = {"Finds what keeps packets from host ports, with the command that mends it. It changes nothing.",
    "docs/doctor.md explains each finding."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is", "2:wrong words on the command line", "3:could not look"})
final class DoctorCommand implements Callable<Integer> {
    private static final int HEALTHY = 0;
    private static final int FINDINGS = 1;
    private static final int BLIND = 3;

    @Option(names = "--conf-dir", paramLabel = "DIR", description = "Where the runtime reads its networks (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/cni/net.d")
    private Path networks;

    @Option(names = "--bin-dir", paramLabel = "DIR",
            description = "Where the runtime looks for plugins; may be given again (default: /opt/cni/bin, /usr/lib/cni, /usr/libexec/cni).")
    private List<Path> plugins = Places.DEFAULT.plugins();

    @Option(names = "--cache-dir", paramLabel = "DIR", description = "Where the runtime keeps its CNI cache (default: ${DEFAULT-VALUE}).",
            defaultValue = "/var/lib/cni")
    private Path cache;

    @Option(names = "--port", paramLabel = "PORT/PROTOCOL", converter = PortArgument.Converter.class,
            description = "Looks at this host port, e.g. 8080/tcp, and connects to it from the node.")
    private Optional<PortArgument> port = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Doctor doctor = new Doctor(new Places(networks, plugins, cache), CacheOptions.usual());
            List<Finding> findings = port.isPresent() ? printed(doctor.examine(port.get().protocol(), port.get().port()))
                    : printed(doctor.examine());
            return findings.isEmpty() ? HEALTHY : FINDINGS;
        } catch (RuntimeException e) {
            // Whatever it is: 1 would say that the node was looked at and something is wrong with it.
            spec.commandLine().getErr().println("hostport: " + e.getMessage());
            return BLIND;
        }
    }

    private List<Finding> printed(List<Finding> findings) {
        output.print(spec.commandLine().getOut(), () -> FindingLines.of(findings), () -> FindingJson.of(findings));
        return findings;
    }

    private List<Finding> printed(PortReport report) {
        output.print(spec.commandLine().getOut(), () -> FindingLines.of(report), () -> FindingJson.of(report));
        return report.findings();
    }
}
