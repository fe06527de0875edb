package io.hostport4j.core.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TCP packet from 192.0.2.9 to 192.0.2.1:8080 by eth0, and rules as nft 1.0.6 writes them in JSON. */
class NftReaderTest {
    private static final String SETS = """
            {"set": {"family": "inet", "name": "dyn", "table": "t", "type": "ipv4_addr", "flags": ["timeout"], "timeout": 60, "elem": ["192.0.2.9"]}},
            {"set": {"family": "inet", "name": "ifs", "table": "t", "type": "ifname", "flags": ["interval"], "elem": ["eth*", "lo"]}},
            {"set": {"family": "inet", "name": "nets", "table": "t", "type": "ipv4_addr", "flags": ["interval"],
              "elem": [{"prefix": {"addr": "10.0.0.0", "len": 8}}, {"range": ["192.0.2.1", "192.0.2.20"]}]}},
            {"map": {"family": "inet", "name": "m", "table": "t", "type": ["inet_proto", "inet_service"], "map": "ipv4_addr . inet_service",
              "elem": [[{"elem": {"val": {"concat": ["tcp", 8080]}, "comment": "a/b/c"}}, {"concat": ["10.88.0.2", 80]}]]}},
            {"map": {"family": "inet", "name": "v", "table": "t", "type": ["inet_proto", "inet_service"], "map": "verdict",
              "elem": [[{"concat": ["tcp", 30080]}, {"goto": {"target": "x"}}], [{"concat": ["tcp", 8080]}, {"drop": null}]]}},""";
    private static final String KEY =
            "{\"concat\": [{\"meta\": {\"key\": \"l4proto\"}}, {\"payload\": {\"protocol\": \"th\", \"field\": \"dport\"}}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "==|{'payload': {'protocol': 'tcp', 'field': 'dport'}}|8080|YES", "!=|{'payload': {'protocol': 'tcp', 'field': 'dport'}}|8080|NO",
        "==|{'payload': {'protocol': 'udp', 'field': 'dport'}}|8080|NO", "!=|{'payload': {'protocol': 'udp', 'field': 'dport'}}|9|NO",
        "==|{'payload': {'protocol': 'th', 'field': 'dport'}}|{'set': [80, {'range': [8000, 9000]}]}|YES",
        "==|{'payload': {'protocol': 'ip', 'field': 'saddr'}}|{'prefix': {'addr': '192.0.2.0', 'len': 24}}|YES",
        "==|{'payload': {'protocol': 'ip6', 'field': 'saddr'}}|{'prefix': {'addr': '::', 'len': 0}}|NO",
        "==|{'payload': {'protocol': 'ip', 'field': 'saddr'}}|'@nets'|YES", "==|{'payload': {'protocol': 'ip', 'field': 'saddr'}}|'@dyn'|MAY",
        "==|{'payload': {'protocol': 'ip', 'field': 'protocol'}}|'tcp'|YES", "==|{'payload': {'protocol': 'icmpv6', 'field': 'type'}}|'nd-router-advert'|NO",
        "==|{'meta': {'key': 'iifname'}}|'@ifs'|YES", "==|{'meta': {'key': 'iif'}}|'lo'|NO", "==|{'meta': {'key': 'iifname'}}|{'set': ['br-*', 'docker0']}|NO",
        "==|{'meta': {'key': 'l4proto'}}|{'set': ['tcp', 'udp']}|YES", "==|{'meta': {'key': 'l4proto'}}|6|YES",
        "==|{'meta': {'key': 'nfproto'}}|'ipv6'|NO", "==|{'meta': {'key': 'skuid'}}|0|MAY", "==|{'meta': {'key': 'pkttype'}}|'broadcast'|NO",
        "in|{'ct': {'key': 'state'}}|'new'|YES", "in|{'ct': {'key': 'state'}}|['established', 'related']|NO",
        "==|{'ct': {'key': 'state'}}|{'set': ['established', 'related']}|NO", "in|{'ct': {'key': 'status'}}|'dnat'|NO",
        "==|{'ct': {'key': 'proto-dst', 'dir': 'original'}}|8080|YES", "==|{'fib': {'result': 'type', 'flags': ['daddr']}}|'local'|YES",
        "==|{'fib': {'result': 'oif', 'flags': ['saddr', 'mark', 'iif']}}|false|NO",
        "==|{'&': [{'meta': {'key': 'mark'}}, 16384]}|0|YES", "==|{'&': [{'ct': {'key': 'mark'}}, 255]}|18|NO",
        "==|{'&': [{'payload': {'protocol': 'tcp', 'field': 'flags'}}, ['fin', 'syn', 'rst', 'ack']]}|'syn'|YES",
        "in|{'payload': {'protocol': 'tcp', 'field': 'flags'}}|'syn'|YES", ">|{'payload': {'protocol': 'th', 'field': 'dport'}}|1023|YES",
        "==|{'payload': {'base': 'th', 'offset': 0, 'len': 16}}|1|MAY", "==|{'something': 'new'}|1|MAY"})
    void matchesAsNftDoes(String operator, String left, String right, Tri expected) {
        Rule rule = rule("{'match': {'op': '" + operator + "', 'left': " + left + ", 'right': " + right + "}}");
        assertThat(((Part.Condition) rule.parts().get(0)).test(scene())).isEqualTo(expected);
    }

    @Test
    void aMapOfAddressAndPortIsADestination() {
        Rule rule = rule("{'dnat': {'family': 'ip', 'addr': {'map': {'key': " + KEY + ", 'data': '@m'}}}}");
        Value value = ((Effect.Dnat) rule.parts().get(0)).address().in(scene());
        assertThat(value).isEqualTo(new Value.Row(List.of(Value.of(FakeNode.address("10.88.0.2")), Value.of(80))));
    }

    @Test
    void aMapOfVerdictsKeepsItsOrderAndKeys() {
        Rule rule = rule("{'vmap': {'key': " + KEY + ", 'data': '@v'}}");
        Effect.VerdictMap map = (Effect.VerdictMap) rule.parts().get(0);
        assertThat(map.always()).isFalse();
        assertThat(map.cases()).extracting(Effect.VerdictMap.Case::verdict).containsExactly(new Effect.Goto("x"), Effect.Verdict.DROP);
        assertThat(map.cases().get(1).key().matches(map.key().in(scene()))).isEqualTo(Tri.YES);
    }

    @Test
    void aMatchOfIptablesMayMatchAndItsTargetMayDoAnything() {
        assertThat(rule("{'xt': {'type': 'match', 'name': 'addrtype'}}").parts()).containsExactly(Part.Condition.MAY);
        assertThat(rule("{'xt': {'type': 'target', 'name': 'DNAT'}}").parts()).containsExactly(new Effect.Unreadable("iptables' DNAT"));
    }

    @Test
    void whatOnlyCountsDoesNothing() {
        assertThat(rule("{'counter': {'packets': 0, 'bytes': 0}}, {'log': {'prefix': 'x'}}").acts()).isFalse();
    }

    @Test
    void rulesHaveTheTextThatNftGivesThem() {
        Ruleset rules = NftReader.read(listing("{'accept': null}"), "table inet t { # handle 3\n\tchain c { # handle 1\n\t\taccept # handle 7\n\t}\n}\n");
        assertThat(rules.chains().get(0).rules().get(0).text()).isEqualTo("accept");
    }

    @Test
    void aHookThatIsNotWalkedIsNamed() {
        Ruleset rules = NftReader.read("{\"nftables\": [{\"chain\": {\"family\": \"netdev\", \"table\": \"t\", \"name\": \"c\", \"hook\": \"ingress\", \"prio\": 0}}]}", "");
        assertThat(rules.unread()).containsExactly("netdev t c (hook ingress) is not walked");
    }

    @Test
    void whatIsNoJsonIsNamed() {
        assertThat(NftReader.read("Error: JSON support not compiled-in", "").unread()).singleElement().asString().startsWith("nf_tables: what nft -j prints");
    }

    private static Rule rule(String statements) {
        return NftReader.read(listing(statements), "").chains().get(0).rules().get(0);
    }

    private static String listing(String statements) {
        return "{\"nftables\": [" + SETS + "{\"chain\": {\"family\": \"inet\", \"table\": \"t\", \"name\": \"c\", \"handle\": 1, \"type\": \"filter\","
                + " \"hook\": \"forward\", \"prio\": 0, \"policy\": \"drop\"}}, {\"rule\": {\"family\": \"inet\", \"table\": \"t\", \"chain\": \"c\","
                + " \"handle\": 7, \"expr\": [" + statements.replace('\'', '"') + "]}}]}";
    }

    private static Scene scene() {
        Endpoint asked = new Endpoint(FakeNode.address("192.0.2.1"), 8080);
        return new Scene(Packet.first(Protocol.TCP, FakeNode.address("192.0.2.9"), asked, "eth0", ""), new FakeNode(), "new");
    }
}
