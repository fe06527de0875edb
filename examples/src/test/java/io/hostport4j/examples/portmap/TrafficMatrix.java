package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.RequiresSysctl;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.RequiresWorld;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who reaches which host port, and whom the container sees: all ways, families, protocols and kinds of host address, by one backend. */
@RequiresWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrafficMatrix {

    private final String backend;
    private MatrixWorld matrix;

    /** @param backend the plugin's {@code "backend"} */
    TrafficMatrix(String backend) {
        this.backend = backend;
    }

    @BeforeAll
    void startContainers() {
        matrix = MatrixWorld.create(backend);
    }

    /** What a neighbour on the bridge is seen as when bridge netfilter is on. */
    abstract InetAddress neighbourWithBridgeNetfilter(MatrixWorld world, Question question);

    /** What a client hears where there is no answer; always at once. */
    Failure refusal(Question question) {
        return Failure.REFUSED;
    }

    @AfterAll
    void closeWorld() {
        matrix.close();
    }

    static List<Question> questions() {
        return Question.all();
    }

    static List<Question> questionsOverTheBridge() {
        return questions().stream().filter(q -> q.way() == Way.NEIGHBOUR || q.way() == Way.CONTAINER_ITSELF).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void withoutBridgeNetfilter(Question question) {
        matrix.world().disableBridgeNetfilter();
        assertThat(matrix.ask(question)).isEqualTo(expected(question, switch (question.way()) {
            case OUTSIDE_CLIENT, NODE_BY_ITS_ADDRESS -> matrix.own(question);
            // Their answers would go past the node, or nowhere.
            case NODE_BY_LOOPBACK, CONTAINER_ITSELF, NEIGHBOUR -> MatrixWorld.bridge(question.family());
        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questionsOverTheBridge")
    @RequiresSysctl("net/bridge/bridge-nf-call-iptables")
    void withBridgeNetfilter(Question question) {
        matrix.world().enableBridgeNetfilter();
        assertThat(matrix.ask(question)).isEqualTo(expected(question,
                question.way() == Way.NEIGHBOUR ? neighbourWithBridgeNetfilter(matrix, question) : MatrixWorld.bridge(question.family())));
    }

    private Reply expected(Question question, InetAddress source) {
        return question.expectsAnswer() ? new Answer(question.hostIp().containerId(), source) : refusal(question);
    }
}
