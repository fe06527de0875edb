package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.Launch;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator's command as it is installed. */
@RequiresNamespaces
class HostPortCommandIT {
    private static final String ESCAPE = "\u001b[";

    static List<Jdk> jdks() {
        return Jdk.usable();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void listPrintsWhatThereIs(Jdk jdk) throws UnknownHostException {
        AttachmentId owner = new AttachmentId("web", "c1", "eth0");
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(owner, List.of(ContainerAddress.of(InetAddress.getByName("10.88.0.2"))),
                    List.of(PortMapping.tcp(8080, 80), PortMapping.udp(53, 53).on(InetAddress.getByName("192.0.2.1")))));
            Execution execution = hostport("list").on(jdk).execute().orThrow();
            assertThat(execution.stderr()).isEmpty();
            assertThat(execution.stdout()).startsWith("""
                    PROTOCOL  HOST PORT     LEADS TO      MASQUERADE   NETWORK  CONTAINER  INTERFACE  CONNECTIONS  BACKEND
                    tcp       0.0.0.0:8080  10.88.0.2:80  when needed  web      c1         eth0       0            netlink
                    udp       192.0.2.1:53  10.88.0.2:53  when needed  web      c1         eth0       0            netlink

                    backend: netlink (Linux\s""").endsWith("; the best that is usable here)\n");
            hostPorts.remove(owner);
        }
        assertThat(hostport("list").on(jdk).execute().orThrow().stdout()).startsWith("no host ports on this node\n\nbackend: netlink (");
    }

    @Test
    void versionNamesJavaAndTheKernel() {
        assertThat(hostport("version").on(Jdk.ofThisJvm()).execute().orThrow().stdout())
                .matches("hostport4j \\S+\nJava " + Runtime.version().feature() + "\\S*, Linux \\S+\n");
    }

    @Test
    void versionIsAlsoJson() {
        JsonObject json = JsonObject.parse(Launch.of(Distribution.hostport(), "version", "--output", "json").on(Jdk.ofThisJvm()).execute().orThrow().stdout());
        assertThat(json.keys()).containsExactly("version", "java", "system");
        assertThat(json.requiredString("java")).isEqualTo(Runtime.version().toString());
    }

    /** By script(1), which gives a command a terminal and writes what comes there. */
    @Test
    @RequiresTools("script")
    void coloursAreForTerminalsAndNotWhereNobodyWantsThem() {
        String help = Distribution.hostport() + " help list";
        Launch onTerminal = Launch.of(Path.of("/usr/bin/script"), "-qec", help, "/dev/null").with("TERM", "xterm").on(Jdk.ofThisJvm());

        assertThat(onTerminal.execute().orThrow().stdout()).contains("--output", ESCAPE);
        assertThat(onTerminal.with("NO_COLOR", "1").execute().orThrow().stdout()).contains("--output").doesNotContain(ESCAPE);
        Launch piped = Launch.of(Distribution.hostport(), "help", "list").with("TERM", "xterm").on(Jdk.ofThisJvm());
        assertThat(piped.execute().orThrow().stdout()).contains("--output").doesNotContain(ESCAPE);
    }

    @Test
    void anUnknownCommandIsAnErrorOfTheCommandLine() {
        Execution execution = hostport("remove-all").on(Jdk.ofThisJvm()).execute();
        assertThat(execution.exitCode()).isEqualTo(2);
        assertThat(execution.stdout()).isEmpty();
        assertThat(execution.stderr()).contains("'remove-all'").doesNotContain("Exception");
    }

    @Test
    @RequiresTools("unshare")
    void whoMayNotListIsToldInOneLine() {
        // In another user namespace nobody has a right over this network namespace.
        Execution execution = ProcessRun.of("unshare", "-U", Distribution.hostport().toString(), "list").execute();
        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).isEmpty();
        assertThat(execution.stderr()).startsWith("hostport: ").contains("CAP_NET_ADMIN").hasLineCount(1);
    }

    private static Launch hostport(String argument) {
        return Launch.of(Distribution.hostport(), argument);
    }
}
