package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.Jdk;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugin on every Java that is installed: the same work, and no warning of the JVM that would end up in a runtime's log. */
@RequiresNamespaces
@RequiresTools("nft")
class JavaVersionsIT {

    private static final PortMapInput INPUT =
            PortMapInput.of("[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"udp\"}]", "10.88.0.2/24", "fd00:88::2/64");

    static List<Jdk> jdks() {
        return Jdk.usable();
    }

    @AfterEach
    void clearNode() {
        NodeState.clear();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void addCheckAndDelSayNothingOnStderr(Jdk jdk) {
        call("ADD", jdk);
        assertThat(NodeState.ruleset()).contains("8080");
        call("CHECK", jdk);
        call("DEL", jdk);
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatOneJavaAddedAnotherRemoves(Jdk jdk) {
        call("ADD", jdk);
        call("DEL", Jdk.ofThisJvm());
        assertThat(NodeState.ruleset()).isEmpty();
    }

    private static void call(String command, Jdk jdk) {
        Execution execution = PortMapCall.of(command, "pod").with("JAVA_HOME", jdk.home().toString()).execute(INPUT).orThrow();
        assertThat(execution.stderr()).isEmpty();
    }
}
