package io.hostport4j.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.RequiresWorld;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the rules that others usually have on a node, host ports work and nothing is found; whoever came first. */
@RequiresWorld
@RequiresTools("iptables-restore")
class HealthyNodeIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"docker.iptables, netlink", "docker.iptables, iptables", "kube-proxy.iptables, netlink", "kube-proxy.iptables, iptables",
        "kube-proxy.nft, netlink", "firewalld.nft, netlink", "netavark.nft, netlink"})
    void othersRulesAreNoFindings(String rules, String backend) {
        try (DoctorNode node = DoctorNode.create(folder, "\"backend\": \"" + backend + "\"")) {
            node.load(rules, "", "");

            assertThat(node.findings()).isEmpty();
            assertThat(List.of(node.ask(Protocol.TCP, 8080), node.ask(Protocol.UDP, 5353))).allSatisfy(reply ->
                    assertThat(reply).isInstanceOf(Answer.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"docker.iptables, iptables", "kube-proxy.iptables, iptables", "kube-proxy.nft, netlink", "firewalld.nft, netlink",
        "netavark.nft, netlink"})
    void norAreThoseThatWereThereBefore(String rules, String backend) {
        try (DoctorNode node = DoctorNode.create(folder, "\"backend\": \"" + backend + "\"")) {
            node.exec("nft", "flush", "ruleset");
            node.load(rules, "", "");
            assertThat(node.shell("hostport reconcile --cache-dir " + node.cache()).exitCode()).isZero();

            assertThat(node.findings()).isEmpty();
            assertThat(node.ask(Protocol.TCP, 8080)).isInstanceOf(Answer.class);
        }
    }
}
