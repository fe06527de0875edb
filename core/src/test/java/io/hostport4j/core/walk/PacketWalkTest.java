package io.hostport4j.core.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketWalkTest {
    private static final String DNAT = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            """;

    @Test
    void whatNobodyConcernsGoesToTheNode() {
        Walk walk = tcp("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp -j DROP\nCOMMIT\n");
        assertThat(walk.main().outcome()).isEqualTo(new Outcome.ToNode(new Endpoint(FakeNode.address("192.0.2.1"), 8080)));
        assertThat(walk.isCertain()).isTrue();
        assertThat(walk.main().winner()).isEmpty();
    }

    @Test
    void aTranslationIsByWhoeverOwnsTheInnermostChain() {
        Walk walk = tcp(DNAT);
        assertThat(walk.main().outcome()).isEqualTo(
                new Outcome.Forwarded(new Endpoint(FakeNode.address("172.17.0.2"), 80), "docker0", FakeNode.address("192.0.2.9")));
        assertThat(walk.main().winner()).contains(Party.DOCKER);
        assertThat(walk.main().steps()).extracting(Step::says).containsExactly("jumps to DOCKER", "sends it to 172.17.0.2:80",
                "to 172.17.0.2 by docker0", "to 192.0.2.9 by eth0");
    }

    @Test
    void aRuleThatLooksAtWhatCannotBeKnownMayDecide() {
        Walk walk = tcp("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\nCOMMIT\n");
        assertThat(walk.isCertain()).isFalse();
        assertThat(walk.ways()).hasSize(2);
        assertThat(walk.main().outcome()).isInstanceOf(Outcome.ToNode.class);
        assertThat(walk.ways().get(1).outcome()).isInstanceOfSatisfying(Outcome.Dropped.class, dropped -> {
            assertThat(dropped.by().rule()).isEqualTo("-A INPUT -m set --match-set banned src -j DROP");
            assertThat(dropped.by().sure()).isFalse();
        });
    }

    @Test
    void aRuleThatMayMatchButOnlyLogsChangesNothing() {
        Walk walk = tcp("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m limit --limit 3/min -j LOG --log-prefix \"[UFW BLOCK] \"\nCOMMIT\n");
        assertThat(walk.isCertain()).isTrue();
        assertThat(walk.main().steps()).extracting(Step::where).containsExactly("routing");
    }

    @Test
    void whenTwoTablesOfOnePriorityTranslateEitherMay() {
        Ruleset both = IptablesReader.read(DNAT, TableName.Maker.IPTABLES_NFT, Family.IPV4)
                .with(IptablesReader.read(DNAT.replace("172.17.0.2", "172.17.0.3"), TableName.Maker.IPTABLES_LEGACY, Family.IPV4));
        Walk walk = walk(both);
        assertThat(walk.ways()).extracting(way -> way.translation().orElseThrow().to().toString()).containsExactly("172.17.0.3:80", "172.17.0.2:80");
        assertThat(walk.isCertain()).isFalse();
    }

    @Test
    void anAnswerThatIsDroppedIsNoAnswer() {
        Walk walk = tcp(DNAT + "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -d 172.17.0.0/16 -j ACCEPT\nCOMMIT\n");
        assertThat(walk.main().outcome().answered()).isFalse();
        assertThat(walk.main().outcome().toString()).endsWith("but the answer is dropped in answer: forward by iptables filter FORWARD: policy drop");
    }

    @Test
    void aChainThatLeadsToItselfEnds() {
        Walk walk = tcp("*filter\n:INPUT ACCEPT [0:0]\n:A - [0:0]\n-A INPUT -j A\n-A A -j A\nCOMMIT\n");
        assertThat(walk.main().outcome()).isInstanceOf(Outcome.ToNode.class);
    }

    @Test
    void ofManyRulesThatMayMatchNotEveryCombinationIsTried() {
        StringBuilder rules = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n:A - [0:0]\n");
        for (int i = 0; i < 12; i++) {
            rules.append("-A INPUT -m set --match-set s").append(i).append(" src -j MARK --set-xmark 0x1/0x1\n");
        }
        Walk walk = tcp(rules + "COMMIT\n");
        assertThat(walk.all()).isFalse();
        assertThat(walk.isCertain()).isFalse();
        assertThat(walk.outcomes()).hasSize(1);
    }

    @Test
    void anIpv6PacketSeesOnlyItsOwnTables() {
        Ruleset rules = IptablesReader.read("*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j DROP\nCOMMIT\n", TableName.Maker.IPTABLES_NFT, Family.IPV4);
        Question six = new Question(Protocol.TCP, new Endpoint(FakeNode.address("2001:db8::1"), 8080), Origin.OUTSIDE,
                FakeNode.address("2001:db8::2"), "eth0");
        assertThat(new PacketWalk(rules, new FakeNode()).walk(six).main().outcome()).isInstanceOf(Outcome.ToNode.class);
    }

    @Test
    void whatIsUnreadIsTold() {
        assertThat(new PacketWalk(new Ruleset(List.of(), List.of("nf_tables: there is no program")), new FakeNode())
                .walk(question()).unread()).containsExactly("nf_tables: there is no program");
    }

    private static Walk tcp(String saved) {
        return walk(IptablesReader.read(saved, TableName.Maker.IPTABLES_NFT, Family.IPV4));
    }

    private static Walk walk(Ruleset rules) {
        return new PacketWalk(rules, new FakeNode()).walk(question());
    }

    private static Question question() {
        return new Question(Protocol.TCP, new Endpoint(FakeNode.address("192.0.2.1"), 8080), Origin.OUTSIDE, FakeNode.address("192.0.2.9"), "eth0");
    }
}
