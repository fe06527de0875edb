package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryRulesTest {
    private static final String COMMENT = EntryComment.of(WEB).text();

    @Test
    void oneRuleForEachProtocolInTheOrderOfTheirNames() {
        assertThat(written(Family.IPV4, forward(Protocol.UDP, "0.0.0.0", 53), forward(Protocol.TCP, "0.0.0.0", 81),
                forward(Protocol.SCTP, "0.0.0.0", 9), forward(Protocol.TCP, "0.0.0.0", 80)))
                .containsExactly(rule("sctp", "9"), rule("tcp", "81,80"), rule("udp", "53"));
    }

    @Test
    void aRuleTakesFifteenPorts() {
        List<Forward> forwards = new ArrayList<>();
        for (int port = 1; port <= 31; port++) {
            forwards.add(forward(Protocol.TCP, "0.0.0.0", port));
        }

        assertThat(written(Family.IPV4, forwards.toArray(Forward[]::new))).containsExactly(rule("tcp", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15"),
                rule("tcp", "16,17,18,19,20,21,22,23,24,25,26,27,28,29,30"), rule("tcp", "31"));
    }

    @Test
    void portsOnAddressesOfTheOtherFamilyAreListedAndTwinsOnce() {
        Forward[] forwards = {forward(Protocol.TCP, "fd00::1", 82), forward(Protocol.TCP, "0.0.0.0", 80), forward(Protocol.TCP, "::", 80),
            forward(Protocol.UDP, "::", 81), forward(Protocol.TCP, "10.0.0.1", 83)};

        assertThat(written(Family.IPV4, forwards)).containsExactly(rule("tcp", "82,80,83"), rule("udp", "81"));
        assertThat(written(Family.IPV6, forwards)).containsExactly(rule("tcp", "82,80,83"), rule("udp", "81"));
    }

    @Test
    void conditionsStandBeforeTheJump() {
        Forward forward = forward(Protocol.TCP, "0.0.0.0", 80);
        Forward conditional = new Forward(forward.hostPort(), forward.target(), forward.masquerade(),
                Conditions.of(Conditions.Dialect.IPTABLES, List.of("!", "-s", "10.0.0.0/8")), forward.owner());

        assertThat(written(Family.IPV4, conditional)).containsExactly("CNI-HOSTPORT-DNAT -m comment --comment "
                + "\"dnat name: \\\"net\\\" id: \\\"web\\\"\" -m multiport -p tcp --destination-ports 80 ! -s 10.0.0.0/8 -j CNI-DN-x");
    }

    @Test
    void whatIsSavedIsReadAsItWasWritten() {
        Rule saved = new Rule(ChainNames.DNAT, Words.split("! -s 10.0.0.0/8 -p tcp -m comment --comment "
                + "\"dnat name: \\\"net\\\" id: \\\"web\\\"\" -m multiport --dports 80,81 -m mark --mark 0x1 -j CNI-DN-x"));

        assertThat(EntryRule.parse(saved)).hasValueSatisfying(entry -> {
            assertThat(entry.comment()).isEqualTo(COMMENT);
            assertThat(entry.ports()).containsExactly(80, 81);
            assertThat(entry.conditions()).containsExactly("!", "-s", "10.0.0.0/8", "-m", "mark", "--mark", "0x1");
        });
    }

    private static List<String> written(Family family, Forward... forwards) {
        return EntryRules.of(family, List.of(forwards), "CNI-DN-x", COMMENT).stream().map(entry -> entry.rule().text()).toList();
    }

    private static String rule(String protocol, String ports) {
        return "CNI-HOSTPORT-DNAT -m comment --comment \"dnat name: \\\"net\\\" id: \\\"web\\\"\" -m multiport -p " + protocol
                + " --destination-ports " + ports + " -j CNI-DN-x";
    }

    private static Forward forward(Protocol protocol, String address, int port) {
        HostPort hostPort = new HostPort(protocol, ip(address), port);
        return new Forward(hostPort, new Endpoint(ip(hostPort.family() == Family.IPV4 ? "10.0.0.2" : "fd00::2"), 80), Masquerade.WHEN_NEEDED,
                WEB.owner());
    }
}
