package io.hostport4j.netlink.nftables;

import static io.hostport4j.netlink.nftables.DataType.INET_PROTO;
import static io.hostport4j.netlink.nftables.DataType.INET_SERVICE;
import static io.hostport4j.netlink.nftables.DataType.IPV4_ADDR;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.UnknownExpression;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nft makes of our objects, and we of its. */
@RequiresNamespaces
@RequiresTools("nft")
class InteroperationIT extends NftablesIT {
    @Test
    void commentsOfAllObjectsAreListedByNftAndReadBack() {
        Table table = new Table(Family.IP, "commented", Optional.of("of the table"));
        Chain chain = new Chain(table, "chain", Optional.empty(), Optional.of("of the chain"));
        NamedSet set = new NamedSet(table, "set", SetType.of(IPV4_ADDR), Optional.empty(), Set.of(), List.of(), Optional.of("of the set"));
        SetElement element = SetElement.of(new byte[] {10, 0, 0, 1}).withComment("of the element");
        Rule rule = new Rule(table, "chain", Counter.zero()).withComment("of the rule");
        nftables.commit(NftTransaction.builder().add(table).add(chain).add(set).add(set, element).add(rule).build());
        try {
            assertThat(Nft.run("list", "table", "ip", "commented")).isEqualTo("""
                    table ip commented {
                    \tcomment "of the table"
                    \tset set {
                    \t\ttype ipv4_addr
                    \t\tcomment "of the set"
                    \t\telements = { 10.0.0.1 comment "of the element" }
                    \t}

                    \tchain chain {
                    \t\tcomment "of the chain"
                    \t\tcounter packets 0 bytes 0 comment "of the rule"
                    \t}
                    }
                    """);
            NftQuery query = nftables.query();
            int tables = query.table(table);
            int chains = query.chain(table, "chain");
            int sets = query.sets(table);
            int elements = query.elements(set);
            int rules = query.rules(table);
            NftReply reply = query.send();
            assertThat(reply.table(tables)).contains(table);
            assertThat(reply.chain(chains)).contains(chain);
            assertThat(reply.sets(sets)).containsExactly(set);
            assertThat(reply.elements(elements)).containsExactly(element);
            assertThat(reply.rules(rules)).extracting(Rule::withoutHandle).containsExactly(rule);
        } finally {
            nftables.commit(NftTransaction.builder().delete(table).build());
        }
    }

    @Test
    void rangesInConcatenationsAreListedByNftAndReadBack() {
        NamedSet ranges = NamedSet.map(TABLE, "ranges", SetType.of(INET_PROTO, INET_SERVICE), SetType.of(IPV4_ADDR), SetFlag.INTERVAL);
        SetElement element = SetElement.of(key(10_000), new byte[] {10, 0, 0, 3}).withKeyEnd(key(20_000));
        nftables.commit(NftTransaction.builder().add(ranges).add(ranges, element).build());

        assertThat(Nft.run("list", "map", "inet", "library", "ranges")).contains("elements = { tcp . 10000-20000 : 10.0.0.3 }");
        assertThat(listed(ranges)).containsExactly(element);
    }

    @Test
    void everyFieldIsListedByNftAsItWasMeant() {
        NamedSet marks = NamedSet.set(TABLE, "marks", SetType.of(DataType.MARK));
        NamedSet names = NamedSet.set(TABLE, "names", SetType.of(DataType.IFNAME, DataType.ETHER_ADDR));
        byte[] address = {2, 0, 0, 0, 0, 1};
        nftables.commit(NftTransaction.builder().add(marks).add(names)
                .add(marks, SetElement.of(marks.key().writer().number(0x4000).bytes()))
                .add(names, SetElement.of(names.key().writer().text("eth0").octets(address).bytes())).build());

        assertThat(Nft.run("list", "set", "inet", "library", "marks")).contains("elements = { 0x00004000 }");
        assertThat(Nft.run("list", "set", "inet", "library", "names")).contains("elements = { \"eth0\" . 02:00:00:00:00:01 }");
    }

    @Test
    void allThatNftMakesOfARichTableIsReadAndWrittenBackUnchanged() {
        Nft.load(RICH);
        try {
            String listing = Nft.run("list", "table", "inet", "rich");
            List<String> expressions = Nft.expressions(Nft.run("--debug=netlink", "list", "table", "inet", "rich"));
            Table rich = new Table(Family.INET, "rich");
            NftQuery query = nftables.query();
            int answer = query.rules(rich);
            List<Rule> rules = query.send().rules(answer);
            NftTransaction.Builder transaction = NftTransaction.builder();
            rules.forEach(transaction::delete);
            rules.forEach(rule -> transaction.add(rule));

            nftables.commit(transaction.build());

            assertThat(Nft.run("list", "table", "inet", "rich")).isEqualTo(listing);
            assertThat(Nft.expressions(Nft.run("--debug=netlink", "list", "table", "inet", "rich"))).isEqualTo(expressions);
            assertThat(rules).flatExtracting(Rule::expressions).filteredOn(UnknownExpression.class::isInstance)
                    .extracting("name").containsExactly("redir", "log", "limit");
        } finally {
            nftables.commit(NftTransaction.builder().delete(new Table(Family.INET, "rich")).build());
        }
    }

    @Test
    void aRuleKeepsItsHandleOnlyWhereItIsRead() {
        nftables.commit(NftTransaction.builder().add(new Rule(TABLE, "forwards", Counter.zero())).build());

        NftQuery query = nftables.query();
        int rules = query.rules(TABLE);
        Rule read = query.send().rules(rules).get(0);

        assertThat(Nft.run("-a", "list", "chain", "inet", "library", "forwards")).contains("# handle " + read.handle().orElseThrow());
        assertThat(read.withoutHandle().handle()).isEqualTo(OptionalLong.empty());
    }

    private static final String RICH = """
            table inet rich {
              set addresses { type ipv4_addr; flags interval; }
              set pairs { type ipv4_addr . ipv4_addr; flags interval; }
              chain target {
              }
              map verdicts { type mark : verdict; elements = { 5 : accept, 7 : jump target }
              }
              chain before {
                type nat hook prerouting priority -99
                iifname "eth0" meta l4proto tcp dnat ip to 10.0.0.1-10.0.0.9:80-90 fully-random,persistent comment "x"
                meta l4proto tcp redirect to :80
                mark vmap @verdicts
                ip daddr . ip saddr @pairs drop
                meta l4proto tcp ct original proto-dst 80 drop
                ct mark set 0x5
                meta mark set mark or 0x4000
                tcp dport 10-20 drop
                ip daddr != @addresses log prefix "no: "
                limit rate 5/second counter accept
                ether saddr 02:00:00:00:00:01 ip saddr 10.1.0.0/20 return
                fib saddr . iif oif exists continue
              }
              chain behind {
                type nat hook postrouting priority 99
                meta l4proto udp masquerade to :1024-65535 random
                oifname "eth*" ip saddr 10.0.0.0/8 snat ip to 192.0.2.1
              }
              chain input {
                type filter hook input priority 0; policy accept
                ct original ip saddr 1.2.3.4 fib saddr . iif oif 0 goto target
              }
              chain raw {
                type filter hook prerouting priority raw
                tcp dport 10 notrack
              }
            }
            """;
}
