package io.hostport4j.netlink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nftables.BaseChain;
import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.ChainType;
import io.hostport4j.netlink.nftables.DataType;
import io.hostport4j.netlink.nftables.Hook;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Policy;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.SetType;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class BaseObjectsTest {
    private static final Rule FOREIGN = new Rule(HostPortTable.TABLE, "guard", new ImmediateVerdict(Verdict.accept()));

    @Test
    void aWholeTableHasNoFaults() {
        assertThat(BaseObjects.WHOLE.faults()).isEmpty();
    }

    @Test
    void handlesOfRulesDoNotCount() {
        List<Rule> read = new ArrayList<>();
        for (Rule rule : HostPortRules.all()) {
            read.add(new Rule(rule.table(), rule.chain(), rule.expressions(), rule.comment(), OptionalLong.of(read.size() + 5)));
        }
        assertThat(withRules(read).faults()).isEmpty();
    }

    @Test
    void anAbsentTableHasNoFaults() {
        assertThat(BaseObjects.ABSENT.faults()).isEmpty();
    }

    @Test
    void aMissingChainIsAFault() {
        assertThat(withChains(without(HostPortTable.CHAINS, chain -> chain.name().equals("guard"))).faults())
                .containsExactly("chain guard of table inet hostport is missing");
    }

    @Test
    void aChainOfAnotherPriorityIsAFault() {
        List<Chain> chains = new ArrayList<>(without(HostPortTable.CHAINS, chain -> chain.name().equals("guard")));
        chains.add(new Chain(HostPortTable.TABLE, "guard", new BaseChain(ChainType.FILTER, Hook.PREROUTING, 0, Policy.ACCEPT)));
        assertThat(withChains(chains).faults()).containsExactly("chain guard of table inet hostport is not as it should be");
    }

    @Test
    void aMissingSetIsAFault() {
        assertThat(withSets(without(HostPortTable.sets(), set -> set.name().equals("any4"))).faults())
                .containsExactly("map any4 of table inet hostport is missing");
    }

    @Test
    void aSetOfAnotherTypeIsAFault() {
        List<NamedSet> sets = new ArrayList<>(without(HostPortTable.sets(), set -> set.name().equals("masq_all4")));
        sets.add(NamedSet.set(HostPortTable.TABLE, "masq_all4", SetType.of(DataType.MARK)));
        assertThat(withSets(sets).faults()).containsExactly("set masq_all4 of table inet hostport is not as it should be");
    }

    @Test
    void aMissingRuleIsAFault() {
        assertThat(withRules(HostPortRules.all().subList(1, HostPortRules.all().size())).faults())
                .containsExactly("chain forwards of table inet hostport lacks 1 of its 5 rules and has 0 foreign ones");
    }

    @Test
    void aForeignRuleIsAFault() {
        List<Rule> rules = new ArrayList<>(HostPortRules.all());
        rules.add(FOREIGN);
        assertThat(withRules(rules).faults())
                .containsExactly("chain guard of table inet hostport lacks 0 of its 2 rules and has 1 foreign ones");
    }

    @Test
    void anotherOrderIsAFault() {
        List<Rule> rules = new ArrayList<>(HostPortRules.all());
        Collections.swap(rules, 0, 1);
        assertThat(withRules(rules).faults())
                .containsExactly("chain forwards of table inet hostport has its rules in another order or more than once");
    }

    @Test
    void aRuleThatIsThereTwiceIsAFault() {
        List<Rule> rules = new ArrayList<>(HostPortRules.all());
        rules.add(rules.get(rules.size() - 1));
        assertThat(withRules(rules).faults()).hasSize(1).first().asString().contains("more than once");
    }

    @Test
    void foreignSetsAndRulesOfForeignChainsDoNotCount() {
        List<NamedSet> sets = new ArrayList<>(HostPortTable.sets());
        sets.add(NamedSet.set(HostPortTable.TABLE, "notes", SetType.of(DataType.MARK)));
        List<Rule> rules = new ArrayList<>(HostPortRules.all());
        rules.add(new Rule(HostPortTable.TABLE, "notes", List.of()));
        assertThat(new BaseObjects(true, HostPortTable.CHAINS, sets, rules).faults()).isEmpty();
    }

    @Test
    void mendingATableMakesMissingSetsAndAllChainsAndRulesAnew() {
        List<NamedSet> sets = without(HostPortTable.sets(), set -> set.name().equals("addr6"));
        List<Chain> chains = without(HostPortTable.CHAINS, chain -> chain.name().equals("output"));
        NftTransaction.Builder transaction = NftTransaction.builder();

        new BaseObjects(true, chains, sets, List.of()).mend(transaction);

        List<String> lines = transaction.build().toString().lines().toList();
        assertThat(lines.subList(0, 11)).containsExactly(
                "flush chain inet hostport forwards",
                "flush chain inet hostport masquerading",
                "flush chain inet hostport guard",
                "flush chain inet hostport prerouting",
                "flush chain inet hostport postrouting",
                "delete chain inet hostport postrouting",
                "delete chain inet hostport prerouting",
                "delete chain inet hostport guard",
                "delete chain inet hostport masquerading",
                "delete chain inet hostport forwards",
                "add map inet hostport addr6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }");
        assertThat(lines.subList(11, 17)).containsExactly(
                "add chain inet hostport forwards",
                "add chain inet hostport masquerading",
                "add chain inet hostport guard { type filter hook prerouting priority -300; policy accept; }",
                "add chain inet hostport prerouting { type nat hook prerouting priority -99; policy accept; }",
                "add chain inet hostport output { type nat hook output priority -99; policy accept; }",
                "add chain inet hostport postrouting { type nat hook postrouting priority 99; policy accept; }");
        assertThat(lines.subList(17, lines.size())).hasSize(HostPortRules.all().size()).allMatch(line -> line.startsWith("add rule"));
    }

    @Test
    void mendingMakesASetThatCannotHoldItsElementsAnewAndLeavesOthers() {
        List<NamedSet> sets = new ArrayList<>(without(HostPortTable.sets(), set -> set.name().equals("masq_all4")));
        sets.add(NamedSet.set(HostPortTable.TABLE, "masq_all4", SetType.of(DataType.MARK)));
        NftTransaction.Builder transaction = NftTransaction.builder();

        withSets(sets).mend(transaction);

        assertThat(transaction.build().toString().lines().filter(line -> line.matches("\\w+ (set|map) .*"))).containsExactly(
                "delete set inet hostport masq_all4", "add set inet hostport masq_all4 { type ipv4_addr; }");
    }

    private static BaseObjects withChains(List<Chain> chains) {
        return new BaseObjects(true, chains, HostPortTable.sets(), HostPortRules.all());
    }

    private static BaseObjects withSets(List<NamedSet> sets) {
        return new BaseObjects(true, HostPortTable.CHAINS, sets, HostPortRules.all());
    }

    private static BaseObjects withRules(List<Rule> rules) {
        return new BaseObjects(true, HostPortTable.CHAINS, HostPortTable.sets(), rules);
    }

    private static <T> List<T> without(List<T> all, Predicate<T> unwanted) {
        return all.stream().filter(unwanted.negate()).toList();
    }
}
