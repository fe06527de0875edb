package io.hostport4j.core.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObstructionsTest {
    private static final Forward FORWARD = new Forward(new HostPort(Protocol.TCP, Family.IPV4.unspecified(), 8080),
            new Endpoint(FakeNode.address("10.88.0.2"), 80), Masquerade.WHEN_NEEDED, new Owner("pods/web/eth0"));
    private static final String OWN = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :CNI-HOSTPORT-DNAT - [0:0]
            BEFORE-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
            -A CNI-HOSTPORT-DNAT -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.88.0.2:80
            COMMIT
            """;

    @Test
    void whatNobodyObstructsIsNoObstruction() {
        assertThat(of(own(""))).isEmpty();
    }

    @Test
    void aRuleOfAnotherThatTakesThePacketIsTakenAwayByItsOwnTool() {
        assertThat(of(own("-A PREROUTING -p tcp -m tcp --dport 8080 -m comment --comment \"it's `mine`\" -j DNAT --to-destination 10.1.1.1:80\n")))
                .singleElement().satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(Obstruction.Kind.SHADOWED);
                    assertThat(found.remedy()).isEqualTo("iptables-nft -t nat -D PREROUTING -p tcp -m tcp --dport 8080 -m comment "
                            + "--comment 'it'\\''s `mine`' -j DNAT --to-destination 10.1.1.1:80");
                });
    }

    @Test
    void aRuleThatAcceptsBeforeOursHidesThem() {
        assertThat(of(own("-A PREROUTING -p tcp -m tcp --dport 8000:9000 -j ACCEPT\n"))).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Obstruction.Kind.SHADOWED);
            assertThat(found.remedy()).isEqualTo("iptables-nft -t nat -D PREROUTING -p tcp -m tcp --dport 8000:9000 -j ACCEPT");
        });
    }

    @Test
    void aDropIsOpenedForThisHostPortAlone() {
        assertThat(of(own("") + "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n")).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Obstruction.Kind.DROPPED);
            assertThat(found.evidence()).isEqualTo("iptables filter FORWARD has policy drop (forward)");
            assertThat(found.remedy())
                    .isEqualTo("iptables-nft -t filter -I FORWARD -p tcp -m conntrack --ctstate DNAT --ctorigdstport 8080 -j ACCEPT");
        });
    }

    @Test
    void whatOnlyMayBeIsNotTold() {
        assertThat(of(own("") + "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m set --match-set banned src -j DROP\nCOMMIT\n")).isEmpty();
    }

    @Test
    void twoOfOneHostPortAreNotTheWalksBusiness() {
        assertThat(of(own("").replace("10.88.0.2:80", "10.88.0.9:80"))).isEmpty();
    }

    @Test
    void aForwardWithConditionsIsNotForEveryClient() {
        Forward conditional = new Forward(FORWARD.hostPort(), FORWARD.target(), FORWARD.masquerade(),
                Conditions.of(Conditions.Dialect.IPTABLES, List.of("-s", "10.0.0.0/8")), FORWARD.owner());
        Ruleset rules = rules(own("") + "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n");
        assertThat(new Obstructions(rules, new FakeNode()).of(List.of(conditional))).isEmpty();
    }

    @Test
    void rulesInBothFlavoursOfIptablesAreMixed() {
        String rule = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp -j ACCEPT\nCOMMIT\n";
        Ruleset both = rules(own("")).with(IptablesReader.read(rule, TableName.Maker.IPTABLES_LEGACY, Family.IPV4));
        assertThat(new Obstructions(both, new FakeNode()).of(List.of(FORWARD))).extracting(Obstruction::kind)
                .containsExactly(Obstruction.Kind.MIXED);
        Ruleset empty = rules(own("")).with(IptablesReader.read(rule.replaceAll("-A.*\n", ""), TableName.Maker.IPTABLES_LEGACY, Family.IPV4));
        assertThat(new Obstructions(empty, new FakeNode()).of(List.of(FORWARD))).isEmpty();
    }

    private static String own(String before) {
        return OWN.replace("BEFORE", before);
    }

    private static List<Obstruction> of(String saved) {
        return new Obstructions(rules(saved), new FakeNode()).of(List.of(FORWARD));
    }

    private static Ruleset rules(String saved) {
        return IptablesReader.read(saved, TableName.Maker.IPTABLES_NFT, Family.IPV4);
    }
}
