package io.hostport4j.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.doctor.Finding;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.RequiresWorld;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is made for real on a healthy node; the doctor finds it and nothing else, and what it prints mends it. */
@RequiresWorld
@RequiresTools({"iptables", "iptables-nft", "iptables-legacy", "bridge", "sysctl", "socat", "/usr/lib/cni/portmap"})
class FaultsIT {
    @TempDir
    private Path folder;

    static List<Fault> faults() {
        return Faults.all();
    }

    @BeforeAll
    static void hideSystemFolders() {
        DoctorNode.hideSystemFolders();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsFoundNamedAndMended(Fault fault) throws Exception {
        try (DoctorNode node = DoctorNode.create(folder, fault.portmap())) {
            fault.preparation().on(node);
            assertThat(node.findings()).isEmpty();

            fault.injection().on(node);
            List<Finding> findings = node.findings();
            assertThat(findings).isNotEmpty().allSatisfy(finding -> assertThat(finding.id()).isEqualTo(fault.id()));

            for (Finding finding : findings) {
                Execution mending = node.shell(finding.remedy());
                assertThat(mending.exitCode()).as(finding.remedy() + ": " + mending).isZero();
            }
            fault.aftermath().on(node);
            assertThat(node.findings()).isEmpty();
            assertThat(node.ask(Protocol.TCP, 8080)).isInstanceOf(Answer.class);
        }
    }
}
