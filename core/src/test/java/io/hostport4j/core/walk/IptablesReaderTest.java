package io.hostport4j.core.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TCP packet from 192.0.2.9 to 192.0.2.1:8080 by eth0, and rules as iptables-save writes them. */
class IptablesReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-p tcp -m tcp --dport 8080|YES", "-p tcp -m tcp ! --dport 8080|NO", "-p udp -m udp --dport 8080|NO", "! -p udp|YES", "-p 6|YES",
        "-s 192.0.2.0/24|YES", "! -s 192.0.2.0/24|NO", "-s 192.0.2.0/255.255.255.0|YES", "-d 10.0.0.0/8|NO", "-d 192.0.2.1/32|YES",
        "-i eth+|YES", "-i eth1|NO", "! -i docker0|YES", "-o eth0|NO",
        "-p tcp -m multiport --dports 22,8000:8100|YES", "-p tcp -m multiport --dports 22,80|NO", "-p tcp -m tcp --sport 22|NO",
        "-p tcp -m tcp --sport 40000|MAY", "-p tcp -m tcp --sport 1024:|YES",
        "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN|YES", "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN|NO",
        "-m addrtype --dst-type LOCAL|YES", "-m addrtype --src-type LOCAL|NO", "-m addrtype --dst-type BROADCAST,LOCAL|YES",
        "-m conntrack --ctstate NEW,UNTRACKED|YES", "-m conntrack --ctstate RELATED,ESTABLISHED|NO", "-m conntrack ! --ctstate DNAT|YES",
        "-m state --state INVALID|NO", "-m conntrack --ctorigdstport 8080 --ctdir ORIGINAL|YES", "-m conntrack --ctorigdst 10.0.0.0/8|NO",
        "-m mark --mark 0x4000/0x4000|NO", "-m mark ! --mark 0x4000/0x4000|YES", "-m connmark --mark 0x0/0xff|YES",
        "-m comment --comment \"--dport of nothing\"|YES", "-m set --match-set banned src|MAY", "-m statistic --mode random --probability 0.5|MAY",
        "-m limit --limit 3/min|MAY", "-m owner --uid-owner 0|MAY", "-m set ! --match-set banned src -p udp|NO", "-f|NO", "! -f|YES",
        "-m iprange --src-range 192.0.2.1-192.0.2.20|YES", "-m iprange --src-range 192.0.2.1-192.0.2.8|NO", "-p icmp -m icmp --icmp-type 8|NO",
        "-m physdev --physdev-is-bridged|NO", "-m pkttype --pkt-type broadcast|NO"})
    void matchesAsIptablesDoes(String matches, Tri expected) {
        Ruleset rules = IptablesReader.read("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT " + matches + " -j DROP\nCOMMIT\n",
                TableName.Maker.IPTABLES_NFT, Family.IPV4);
        Rule rule = rules.chains().get(0).rules().get(0);
        Tri all = Tri.YES;
        for (Part part : rule.parts()) {
            all = part instanceof Part.Condition condition ? all.and(condition.test(scene())) : all;
        }
        assertThat(all).isEqualTo(expected);
        assertThat(rule.parts()).last().isEqualTo(Effect.Verdict.DROP);
    }

    @Test
    void everyTableHasItsHooksAndPriorities() {
        Ruleset rules = IptablesReader.read("""
                *mangle
                :FORWARD ACCEPT [0:0]
                COMMIT
                *nat
                :POSTROUTING ACCEPT [0:0]
                :OWN - [0:0]
                COMMIT
                *filter
                :FORWARD DROP [3:4]
                COMMIT
                """, TableName.Maker.IPTABLES_LEGACY, Family.IPV6);
        assertThat(rules.chains()).extracting(Chain::toString)
                .containsExactly("legacy ip6tables mangle FORWARD", "legacy ip6tables nat POSTROUTING", "legacy ip6tables nat OWN", "legacy ip6tables filter FORWARD");
        assertThat(rules.chains()).extracting(chain -> chain.base().map(Chain.Base::priority).orElse(null)).containsExactly(-150, 100, null, 0);
        assertThat(rules.chains().get(3).base().orElseThrow().policy()).isEqualTo(Effect.Verdict.DROP);
    }

    @Test
    void aTableThatIptablesCannotShowIsNamed() {
        assertThat(IptablesReader.read("# Table `nat' is incompatible, use 'nft' tool.\n", TableName.Maker.IPTABLES_NFT, Family.IPV4).unread())
                .containsExactly("iptables nat has rules that only nft can show");
    }

    @Test
    void anUnknownTargetMayDoAnything() {
        assertThat(IptablesTargets.of("FOO", List.of(), Set.of())).containsExactly(new Effect.Unreadable("target FOO"));
    }

    private static Scene scene() {
        Endpoint asked = new Endpoint(FakeNode.address("192.0.2.1"), 8080);
        return new Scene(Packet.first(Protocol.TCP, FakeNode.address("192.0.2.9"), asked, "eth0", ""), new FakeNode(), "new");
    }
}
