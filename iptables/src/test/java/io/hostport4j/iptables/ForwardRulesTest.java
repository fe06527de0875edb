package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.tool.Words;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules in a container's chain, as the reference writes them and as iptables prints them. */
class ForwardRulesTest {
    private static final String CHAIN = "CNI-DN-x";
    private static final Link LINK = new Link(3, 24);

    @Test
    void aForwardThatIsMasqueradedWhereNeededMarksTheSubnetAndLoopback() {
        assertThat(written("0.0.0.0", "10.0.0.2", Masquerade.WHEN_NEEDED)).containsExactly(
                "CNI-DN-x -p tcp --dport 8080 -s 10.0.0.2/24 -j CNI-HOSTPORT-SETMARK",
                "CNI-DN-x -p tcp --dport 8080 -s 127.0.0.1/32 -j CNI-HOSTPORT-SETMARK",
                "CNI-DN-x -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80");
    }

    @Test
    void ipv6HasNoLoopback() {
        assertThat(written("fd00::1", "fd00::2", Masquerade.WHEN_NEEDED)).containsExactly(
                "CNI-DN-x -p tcp --dport 8080 -d fd00::1 -s fd00::2/24 -j CNI-HOSTPORT-SETMARK",
                "CNI-DN-x -p tcp --dport 8080 -d fd00::1 -j DNAT --to-destination [fd00::2]:80");
    }

    @Test
    void masqueradingForAllMarksEverySource() {
        assertThat(written("10.0.0.1", "10.0.0.2", Masquerade.ALWAYS)).containsExactly(
                "CNI-DN-x -p tcp --dport 8080 -d 10.0.0.1 -s 0.0.0.0/0 -j CNI-HOSTPORT-SETMARK",
                "CNI-DN-x -p tcp --dport 8080 -d 10.0.0.1 -j DNAT --to-destination 10.0.0.2:80");
        assertThat(written("::", "fd00::2", Masquerade.ALWAYS)).first().asString().contains(" -s ::/0 ");
    }

    @Test
    void withoutMasqueradingNothingIsMarked() {
        assertThat(written("0.0.0.0", "10.0.0.2", Masquerade.NEVER))
                .containsExactly("CNI-DN-x -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80");
    }

    @Test
    void whatIptablesPrintsIsReadAsTheSame() {
        List<ForwardRules> read = parse(Family.IPV4, "-s 10.0.0.0/24 -d 10.0.0.1/32 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "-s 127.0.0.1/32 -d 10.0.0.1/32 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "-d 10.0.0.1/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80",
                "-p 17 -m udp --dport 53 -j DNAT --to-destination 10.0.0.2:53");

        assertThat(read).hasSize(2);
        assertThat(read.get(0).doTheSameAs(rules(forward("10.0.0.1", "10.0.0.2", Masquerade.WHEN_NEEDED)))).isTrue();
        assertThat(read.get(0).masquerade()).isEqualTo(Masquerade.WHEN_NEEDED);
        assertThat(read.get(0).rules()).hasSize(3);
        assertThat(read.get(1).hostPort().toString()).isEqualTo("0.0.0.0:53/udp");
        assertThat(read.get(1).masquerade()).isEqualTo(Masquerade.NEVER);
    }

    @Test
    void aMarkWithoutASourceIsMasqueradingForAll() {
        assertThat(parse(Family.IPV6, "-p tcp -m tcp --dport 80 -j KUBE-MARK-MASQ",
                "-p tcp -m tcp --dport 80 -j DNAT --to-destination [fd00::2]:80")).singleElement().satisfies(rules -> {
                    assertThat(rules.masquerade()).isEqualTo(Masquerade.ALWAYS);
                    assertThat(rules.markChains()).containsExactly("KUBE-MARK-MASQ");
                    assertThat(rules.target().toString()).isEqualTo("[fd00::2]:80");
                });
    }

    @Test
    void anotherSubnetOrAnotherMarkChainIsNotTheSame() {
        ForwardRules rules = rules(forward("0.0.0.0", "10.0.0.2", Masquerade.WHEN_NEEDED));
        Forward forward = forward("0.0.0.0", "10.0.0.2", Masquerade.WHEN_NEEDED);

        assertThat(rules.doTheSameAs(ForwardRules.of(forward, ForwardRules.sources(forward, new Link(3, 16)), CHAIN, ChainNames.SETMARK))).isFalse();
        assertThat(rules.doTheSameAs(ForwardRules.of(forward, rules.sources(), CHAIN, "OTHER"))).isFalse();
    }

    @Test
    void rulesOfOtherShapesArePassedOver() {
        assertThat(parse(Family.IPV4, "-p tcp -m tcp --dport 80:90 -j DNAT --to-destination 10.0.0.2:80", "-j RETURN", "-p icmp -j ACCEPT",
                "-p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.2-10.0.0.9:80", "-p tcp -m tcp --dport 80 -j DNAT",
                "-p tcp -m tcp ! --dport 80 -j DNAT --to-destination 10.0.0.2:80", "-p tcp -m tcp --dport 80 -m mark --mark 0x1 -j X",
                "-d 10.0.0.0/24 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.2:80")).isEmpty();
    }

    private static List<String> written(String listening, String target, Masquerade masquerade) {
        return rules(forward(listening, target, masquerade)).rules().stream().map(Rule::text).toList();
    }

    private static ForwardRules rules(Forward forward) {
        return ForwardRules.of(forward, ForwardRules.sources(forward, LINK), CHAIN, ChainNames.SETMARK);
    }

    private static Forward forward(String listening, String target, Masquerade masquerade) {
        return new Forward(new HostPort(Protocol.TCP, ip(listening), 8080), new Endpoint(ip(target), 80), masquerade, WEB.owner());
    }

    private static List<ForwardRules> parse(Family family, String... rules) {
        return ForwardRules.parse(family, Stream.of(rules).map(rule -> new Rule(CHAIN, Words.split(rule))).toList());
    }
}
