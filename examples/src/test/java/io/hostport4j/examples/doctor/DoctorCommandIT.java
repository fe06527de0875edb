package io.hostport4j.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.RequiresWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostport doctor} as it is installed. */
@RequiresWorld
@RequiresTools({"sysctl", "unshare"})
class DoctorCommandIT {
    @TempDir
    private Path folder;
    private DoctorNode node;

    @BeforeEach
    void makeNode() {
        node = DoctorNode.create(folder, "");
    }

    @AfterEach
    void clearNode() {
        node.close();
    }

    @Test
    void aHealthyNodeIsASentence() {
        Execution execution = doctor("");

        assertThat(execution.exitCode()).isZero();
        assertThat(execution.stdout()).isEqualTo("healthy: nothing found\n");
        assertThat(execution.stderr()).isEmpty();
    }

    @Test
    void aFindingIsPrintedWithItsEvidenceAndItsRemedy() {
        node.exec("sysctl", "-w", "net.ipv4.ip_forward=0");

        Execution execution = doctor("");

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).isEqualTo("""
                forwarding-off  IPv4: the node sends no packets on
                    found: net.ipv4.ip_forward is 0, with host ports: 3
                    mend:  sysctl -w net.ipv4.ip_forward=1
                """);
    }

    @Test
    void programsGetTheSameAsJson() {
        node.exec("sysctl", "-w", "net.ipv4.ip_forward=0");

        Execution execution = doctor(" --output json");

        assertThat(execution.exitCode()).isEqualTo(1);
        JsonObject finding = JsonObject.parse(execution.stdout()).objects("findings").get(0);
        assertThat(List.of("id", "subject", "evidence", "remedy")).extracting(finding::requiredString)
                .containsExactly("forwarding-off", "IPv4", "net.ipv4.ip_forward is 0, with host ports: 3", "sysctl -w net.ipv4.ip_forward=1");
    }

    @Test
    void aPortIsProvedByConnections() {
        Execution execution = doctor(" --port 8080/tcp");

        assertThat(execution.exitCode()).isZero();
        assertThat(execution.stdout()).contains("0.0.0.0:8080/tcp -> 10.88.0.2:80 of pods/web/eth0\n",
                        "connection from the node to 10.88.0.2:80: made\n", "connection from the node to 127.0.0.1:8080: made\n",
                        "connection from the node to [fd00:88::2]:80: made\n")
                .endsWith("healthy: nothing found\n");
    }

    @Test
    void aPortThatGivesNoAnswerIsAFindingEvenWhereNothingElseIs() {
        // Inside of the container nobody looks.
        node.web().exec("nft", "add table inet t; add chain inet t in { type filter hook input priority 0; }; add rule inet t in tcp dport 80 drop")
                .orThrow();

        Execution execution = doctor(" --port 8080");

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).contains("no-answer  8080/tcp: ", "connection from the node to 10.88.0.2:80: ")
                .doesNotContain(": made");
        assertThat(doctor("").exitCode()).isZero();
    }

    @Test
    void aPortThatNobodyHasIsAFinding() {
        Execution execution = doctor(" --port 8081/tcp");

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).startsWith("forward-missing  8081/tcp: ");
    }

    @Test
    void whatOthersPortsLackIsNoFindingOfAPort() {
        node.stopServer();

        assertThat(doctor(" --port 5353/udp").stdout()).contains("container-not-listening  0.0.0.0:5353/udp: ").doesNotContain("8080");
    }

    @Test
    void wrongWordsAreAnErrorOfTheCommandLine() {
        for (String word : List.of("0/tcp", "65536/tcp", "http", "80/icmp", "80/")) {
            Execution execution = doctor(" --port " + word);

            assertThat(execution.exitCode()).isEqualTo(2);
            assertThat(execution.stderr()).contains("\"" + word + "\" is no host port; write 1 to 65535");
        }
    }

    @Test
    void whatCannotBeLookedAtIsToldInOneLine() {
        DoctorNode.write(folder.resolve("file"), "");

        Execution execution = node.shell("hostport doctor --conf-dir " + folder.resolve("file"));

        assertThat(execution.exitCode()).isEqualTo(3);
        assertThat(execution.stdout()).isEmpty();
        assertThat(execution.stderr()).startsWith("hostport: ").contains(folder.resolve("file").toString()).hasLineCount(1);
    }

    @Test
    void aMissingPermissionIsFoundAndMended() {
        // In another user namespace nobody has a right over this network namespace.
        Execution execution = node.shell("unshare -U " + command());

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).startsWith("permission-missing  this process: ").contains("CAP_NET_ADMIN").hasLineCount(3);
        String remedy = execution.stdout().lines().toList().get(2).replaceFirst(" *mend: *", "");
        assertThat(remedy).isEqualTo("sudo " + command());
        // Whoever runs this may do anything already.
        DoctorNode.write(folder.resolve("sudo"), "#!/bin/sh\nexec \"$@\"\n");
        node.exec("chmod", "755", folder.resolve("sudo").toString());
        assertThat(node.shell("PATH=" + folder + ":$PATH; " + remedy).exitCode()).isZero();
    }

    @Test
    void whoMayNotReadTheCacheEitherIsToldOfThePermission() {
        node.exec("chmod", "0", node.cache().resolve("results").toString());

        Execution execution = node.shell("unshare -U " + command());

        assertThat(execution.exitCode()).as(execution.stderr()).isEqualTo(1);
        assertThat(execution.stdout()).startsWith("permission-missing  this process: ").hasLineCount(3);
    }

    @Test
    void aBackendThatCannotWorkIsFound() {
        String withNftables = "HOSTPORT_BACKEND=nftables " + command();

        Execution execution = node.shell("unshare -m sh -c 'mount -t tmpfs tmpfs /usr/sbin && " + withNftables + "'");

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).startsWith("kernel-feature-missing  this node: ").contains("there is no nft; install nftables");
        assertThat(node.shell(withNftables).exitCode()).isZero();
    }

    @Test
    void whoCannotLookSaysSoByTheExitCode() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Path killed = Files.writeString(tools.resolve("nft"), "#!/bin/sh\nkill -9 $$\n");
        Files.setPosixFilePermissions(killed, PosixFilePermissions.fromString("rwxr-xr-x"));

        Execution execution = node.shell("PATH=" + tools + ":$PATH " + command());

        assertThat(execution.exitCode()).as(execution.stdout()).isEqualTo(3);
        assertThat(execution.stderr()).startsWith("hostport: the walk through everybody's rules waited too long for ").hasLineCount(1);
    }

    private Execution doctor(String options) {
        return node.shell(command() + options);
    }

    private String command() {
        return "hostport doctor --conf-dir " + node.networks() + " --bin-dir " + node.portmap().getParent() + " --cache-dir " + node.cache();
    }
}
