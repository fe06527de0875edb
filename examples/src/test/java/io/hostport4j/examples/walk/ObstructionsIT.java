package io.hostport4j.examples.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.walk.Obstruction;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.RequiresWorld;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of others that take a host port's packets, for real: each is found, and mended by the command that it prints. */
@RequiresWorld
@RequiresTools({"iptables-nft", "iptables-save", "iptables-legacy", "iptables-legacy-save", "sysctl", "sh"})
class ObstructionsIT {
    private static final Scene CLIENT = Scene.outside("a client", "red");

    private static WalkNode node;

    /** @param mend what stands for a remedy that no command is; empty where the remedy is run */
    record Fault(String name, Obstruction.Kind kind, String mend, List<String> commands) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Fault> faults() {
        return List.of(
                fault("Docker publishes the port", Obstruction.Kind.SHADOWED, "", Scenes.docker("8080", "ACCEPT")),
                fault("Podman publishes the port", Obstruction.Kind.SHADOWED, "", Scenes.netavark("8080")),
                fault("legacy iptables leads it elsewhere", Obstruction.Kind.SHADOWED, "",
                        "iptables-legacy -t nat -A PREROUTING -p tcp -m tcp --dport 8080 -m comment --comment \"it's \\$(here)\" -j DNAT --to-destination $BLUE:80"),
                fault("it is kept from the tracker", Obstruction.Kind.SHADOWED, "",
                        "iptables -t raw -A PREROUTING -p tcp -m tcp --dport 8080 -j NOTRACK"),
                fault("the FORWARD policy drops", Obstruction.Kind.DROPPED, "", Scenes.docker("18080", "DROP")),
                fault("a rule rejects what is forwarded", Obstruction.Kind.DROPPED, "", Scenes.firewalld("")),
                fault("ufw drops what is forwarded", Obstruction.Kind.DROPPED, "", Scenes.ufw("")),
                fault("legacy iptables drops what is forwarded", Obstruction.Kind.DROPPED, "", "iptables-legacy -P FORWARD DROP"),
                fault("the answer is dropped", Obstruction.Kind.DROPPED, "", "iptables -P FORWARD DROP", "iptables -A FORWARD -d $RED/32 -j ACCEPT"),
                fault("the answer is dropped at once", Obstruction.Kind.DROPPED, "", "iptables -t raw -A PREROUTING -s $RED/32 -p tcp -j DROP"),
                fault("it is dropped before it is translated", Obstruction.Kind.DROPPED, "",
                        "nft -f - <<EOF\ntable inet own {\nchain pre { type filter hook prerouting priority -110; tcp dport 8000-9000 drop; }\n}\nEOF"),
                fault("kube-proxy's NodePort in nf_tables", Obstruction.Kind.NODE_PORT,
                        "nft delete element ip kube-proxy service-nodeports { tcp . 8080 }", Scenes.kubeNft("8080")),
                fault("kube-proxy's NodePort in iptables", Obstruction.Kind.NODE_PORT,
                        "iptables -t nat -F KUBE-NODEPORTS", Scenes.kubeIptables("8080")),
                fault("rules in both flavours of iptables", Obstruction.Kind.MIXED, "",
                        "iptables-legacy -A INPUT -p tcp -m tcp --dport 25 -j DROP", "iptables-legacy -N OWN", "iptables -A INPUT -p tcp --dport 26 -j DROP"));
    }

    static List<List<String>> healthyNodes() {
        return List.of(List.of(), List.of(Scenes.docker("18080", "ACCEPT")), List.of(Scenes.kubeNft("30080")), List.of(Scenes.kubeIptables("30080")),
                List.of(Scenes.firewalld("ct status dnat accept")), List.of(Scenes.netavark("18080")),
                List.of(Scenes.ufw("-A ufw-user-forward -d $RED/32 -j ACCEPT")),
                List.of(Scenes.docker("18080", "ACCEPT"), Scenes.kubeIptables("30080"), Scenes.netavark("28080"), Scenes.firewalld("ct status dnat accept")));
    }

    @BeforeAll
    static void makeNode() {
        node = new WalkNode();
    }

    @BeforeEach
    void map() {
        node.map();
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
    @MethodSource("faults")
    void aFaultIsFoundAndItsRemedyMendsIt(Fault fault) {
        fault.commands().forEach(node::shell);
        if (fault.kind() != Obstruction.Kind.MIXED) {
            assertThat(WalkNode.server(node.ask(CLIENT))).isNotEqualTo("red");
        }

        List<Obstruction> found = node.obstructions();

        assertThat(found).extracting(Obstruction::kind).containsOnly(fault.kind());
        assertThat(found).allSatisfy(one -> assertThat(one.remedy().startsWith("#")).isEqualTo(!fault.mend().isEmpty()));
        found.forEach(one -> node.shell(fault.mend().isEmpty() ? one.remedy() : fault.mend()));
        node.shell("conntrack -F 2>/dev/null");
        assertThat(node.obstructions()).isEmpty();
        assertThat(WalkNode.server(node.ask(CLIENT))).isEqualTo("red");
    }

    @ParameterizedTest
    @MethodSource("healthyNodes")
    void onAHealthyNodeNothingIsFound(List<String> commands) {
        commands.forEach(node::shell);
        assertThat(WalkNode.server(node.ask(CLIENT))).isEqualTo("red");
        assertThat(node.obstructions()).isEmpty();
    }

    private static Fault fault(String name, Obstruction.Kind kind, String mend, String... commands) {
        return new Fault(name, kind, mend, List.of(commands));
    }
}
