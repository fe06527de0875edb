package io.hostport4j.examples.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.walk.Outcome;
import io.hostport4j.core.walk.Walk;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.RequiresWorld;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the walk says of a packet, compared with what becomes of a real one. */
@RequiresWorld
@RequiresTools({"iptables", "iptables-save", "iptables-legacy", "iptables-legacy-save", "sysctl", "sh"})
class PacketWalkIT {
    private static WalkNode node;

    static List<Scene> scenes() {
        return Scenes.all();
    }

    @BeforeAll
    static void makeNode() {
        node = new WalkNode();
    }

    @AfterEach
    void clear() {
        node.clear();
    }

    @AfterAll
    static void end() {
        node.close();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void theWalkSaysWhatBecomesOfAPacket(Scene scene) {
        node.map();
        scene.commands().forEach(node::shell);

        Walk walk = node.walk(scene);
        Reply reply = node.ask(scene);

        assertThat(WalkNode.server(reply)).as("the real packet").isEqualTo(scene.expected());
        assertThat(walk.isCertain()).as("certain: %s", walk.ways()).isTrue();
        assertThat(server(walk.main().outcome())).as("the walk: %s", walk.ways()).isEqualTo(scene.expected());
        if (reply instanceof Answer answer && walk.main().outcome() instanceof Outcome.Forwarded forwarded) {
            assertThat(answer.sourceAddress()).isEqualTo(forwarded.seen());
        }
    }

    private static String server(Outcome outcome) {
        if (outcome instanceof Outcome.Forwarded forwarded) {
            return node.red().result().addresses().contains(forwarded.to().address()) ? "red"
                    : node.blue().result().addresses().contains(forwarded.to().address()) ? "blue" : "?";
        }
        return outcome instanceof Outcome.ToNode ? "node" : "nobody";
    }
}
