package io.hostport4j.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.RequiresWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
            load(rules, node);

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
            load(rules, node);
            assertThat(node.shell("hostport reconcile --cache-dir " + node.cache()).exitCode()).isZero();

            assertThat(node.findings()).isEmpty();
            assertThat(node.ask(Protocol.TCP, 8080)).isInstanceOf(Answer.class);
        }
    }

    private void load(String name, DoctorNode node) {
        Path file = folder.resolve(name);
        try (InputStream resource = Objects.requireNonNull(HealthyNodeIT.class.getResourceAsStream(name), name)) {
            DoctorNode.write(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (name.endsWith(".nft")) {
            node.exec("nft", "-f", file.toString());
        } else {
            node.exec("iptables-restore", "--noflush", file.toString());
        }
    }
}
