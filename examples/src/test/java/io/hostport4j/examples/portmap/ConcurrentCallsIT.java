package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many calls at once, as a node makes them when it starts or is drained. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class ConcurrentCallsIT {

    private static final int CALLS = 8;

    @BeforeEach
    void makeABridge() {
        NodeState.ip("link add pods0 type bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        NodeState.ip("link add port0 master pods0 type veth peer name port1");
        NodeState.ip("addr add 10.88.0.1/24 dev pods0");
        NodeState.ip("link set pods0 up");
    }

    @AfterEach
    void clearNode() {
        NodeState.clear();
        NodeState.ip("link delete pods0");
        NodeState.ip("link delete port0");
    }

    @Test
    void allAddsAndAllDelsSucceed() {
        assertThat(atOnce(i -> add("pod-" + i, 8080 + i, i))).extracting(Execution::exitCode).containsOnly(0);
        String ruleset = NodeState.ruleset();
        for (int i = 0; i < CALLS; i++) {
            assertThat(ruleset).contains("tcp . " + (8080 + i) + " counter packets 0 bytes 0 comment \"pods/pod-" + i + "/eth0\"");
        }
        assertThat(atOnce(i -> delete("pod-" + i))).extracting(Execution::exitCode).containsOnly(0);
        assertThat(NodeState.ruleset()).isEmpty();
        assertThat(NodeState.routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void onePortGoesToOneOfThem() {
        List<Execution> executions = atOnce(i -> add("pod-" + i, 8080, i));
        assertThat(executions).filteredOn(execution -> execution.exitCode() == 0).hasSize(1);
        assertThat(executions).filteredOn(execution -> execution.stdout().contains("\"code\": 100")).hasSize(CALLS - 1);
    }

    @Test
    void manyDelsOfOneContainerAllSucceed() {
        add("pod", 8080, 0).orThrow();
        assertThat(atOnce(i -> delete("pod"))).extracting(Execution::exitCode).containsOnly(0);
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void whoIsAddedWhileTheLastOneGoesKeepsItsPortsAndLoopback() {
        add("pod-0", 8080, 0).orThrow();
        assertThat(atOnce(i -> i == 0 ? delete("pod-0") : add("pod-" + i, 8080 + i, i))).extracting(Execution::exitCode).containsOnly(0);
        assertThat(NodeState.ruleset()).contains("8081", "8087").doesNotContain("8080");
        assertThat(NodeState.routeLocalnet("pods0")).isNotEqualTo("0");
    }

    private static List<Execution> atOnce(IntFunction<Execution> call) {
        List<CompletableFuture<Execution>> running = IntStream.range(0, CALLS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), task -> new Thread(task, "call-" + i).start()))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static Execution add(String containerId, int hostPort, int lastByte) {
        String mapping = "[{\"hostPort\": " + hostPort + ", \"containerPort\": 80, \"protocol\": \"tcp\"}]";
        return PortMapCall.of("ADD", containerId).execute(PortMapInput.of(mapping, "10.88.0." + (2 + lastByte) + "/24"));
    }

    private static Execution delete(String containerId) {
        return PortMapCall.of("DEL", containerId).execute(PortMapInput.bare());
    }
}
