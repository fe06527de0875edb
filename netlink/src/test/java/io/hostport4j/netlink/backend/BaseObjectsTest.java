package io.hostport4j.netlink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.table.Gate;
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
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.nftables.TableFlag;
import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class BaseObjectsTest {
    private static final Rule FOREIGN = new Rule(KernelTable.TABLE, "guard", new ImmediateVerdict(Verdict.accept()));

    private static final Gate GATE = new Gate(Samples.OWNER, Family.IPV4);

    @Test
    void aWholeTableHasNoFaults() {
        assertThat(BaseObjects.WHOLE.faults()).isEmpty();
    }

    @Test
    void handlesOfRulesDoNotCount() {
        List<Rule> read = new ArrayList<>();
        for (Rule rule : HostPortRules.ALL) {
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
        assertThat(withChains(without(KernelTable.CHAINS, chain -> chain.name().equals("guard"))).faults())
                .containsExactly("chain guard of table inet hostport is missing");
    }

    @Test
    void aChainOfAnotherPriorityIsAFault() {
        List<Chain> chains = new ArrayList<>(without(KernelTable.CHAINS, chain -> chain.name().equals("guard")));
        chains.add(new Chain(KernelTable.TABLE, "guard", new BaseChain(ChainType.FILTER, Hook.PREROUTING, 0, Policy.ACCEPT)));
        assertThat(withChains(chains).faults()).containsExactly("chain guard of table inet hostport has another hook, priority or policy");
    }

    @Test
    void aMissingSetIsAFault() {
        assertThat(withSets(without(KernelTable.SETS, set -> set.name().equals("any4"))).faults())
                .containsExactly("map any4 of table inet hostport is missing");
    }

    @Test
    void mapsThatDoNotCountAreAsGood() {
        List<NamedSet> uncounted = KernelTable.SETS.stream().map(set -> set.withExpressions(List.of())).toList();
        assertThat(withSets(uncounted).faults()).isEmpty();
    }

    @Test
    void aSetThatCountsWhatNobodyAskedForIsAFault() {
        List<NamedSet> counted = KernelTable.SETS.stream().map(set -> set.name().equals("owners") ? set.withExpressions(List.of(Counter.zero())) : set).toList();
        assertThat(withSets(counted).faults()).containsExactly("map owners of table inet hostport has other types or flags");
    }

    @Test
    void aSetOfAnotherTypeIsAFault() {
        List<NamedSet> sets = new ArrayList<>(without(KernelTable.SETS, set -> set.name().equals("masq_all4")));
        sets.add(NamedSet.set(KernelTable.TABLE, "masq_all4", SetType.of(DataType.MARK)));
        assertThat(withSets(sets).faults()).containsExactly("set masq_all4 of table inet hostport has other types or flags");
    }

    @Test
    void aMissingRuleIsAFault() {
        assertThat(withRules(HostPortRules.ALL.subList(1, HostPortRules.ALL.size())).faults())
                .containsExactly("chain forwards of table inet hostport lacks 'jump conditions'");
    }

    @Test
    void aForeignRuleIsAFault() {
        List<Rule> rules = new ArrayList<>(HostPortRules.ALL);
        rules.add(FOREIGN);
        assertThat(withRules(rules).faults())
                .containsExactly("chain guard of table inet hostport has 1 foreign rule");
    }

    @Test
    void anotherOrderIsAFault() {
        List<Rule> rules = new ArrayList<>(HostPortRules.ALL);
        Collections.swap(rules, 0, 1);
        assertThat(withRules(rules).faults())
                .containsExactly("chain forwards of table inet hostport has its rules in another order");
    }

    @Test
    void aRuleThatIsThereTwiceIsAFault() {
        List<Rule> rules = new ArrayList<>(HostPortRules.ALL);
        rules.add(rules.get(rules.size() - 1));
        assertThat(withRules(rules).faults()).hasSize(1).first().asString().contains("more than once");
    }

    @Test
    void foreignSetsAndRulesOfForeignChainsDoNotCount() {
        List<NamedSet> sets = new ArrayList<>(KernelTable.SETS);
        sets.add(NamedSet.set(KernelTable.TABLE, "notes", SetType.of(DataType.MARK)));
        List<Rule> rules = new ArrayList<>(HostPortRules.ALL);
        rules.add(new Rule(KernelTable.TABLE, "notes", List.of()));
        assertThat(new BaseObjects(Optional.of(KernelTable.TABLE), KernelTable.CHAINS, sets, rules).faults()).isEmpty();
    }

    @Test
    void aForeignChainIsAFaultAndGoesBeforeTheOthersWithTheSetsThatMayHoldIt() {
        List<Chain> chains = new ArrayList<>(KernelTable.CHAINS);
        chains.add(new Chain(KernelTable.TABLE, "notes"));
        List<NamedSet> sets = new ArrayList<>(KernelTable.SETS);
        sets.add(NamedSet.set(KernelTable.TABLE, "numbers", SetType.of(DataType.MARK)));
        BaseObjects base = new BaseObjects(Optional.of(KernelTable.TABLE), chains, sets, HostPortRules.ALL);
        NftTransaction.Builder transaction = NftTransaction.builder();

        base.mend(transaction);

        assertThat(base.faults()).containsExactly("table inet hostport has a foreign chain notes");
        assertThat(transaction.build().toString().lines()).containsSubsequence("flush chain inet hostport notes",
                "delete set inet hostport numbers", "delete chain inet hostport notes", "delete chain inet hostport postrouting");
    }

    @Test
    void aDormantTableIsAFault() {
        Table dormant = new Table(KernelTable.TABLE.family(), KernelTable.TABLE.name(), Optional.empty(), Set.of(TableFlag.DORMANT));
        BaseObjects base = new BaseObjects(Optional.of(dormant), KernelTable.CHAINS, KernelTable.SETS, HostPortRules.ALL);

        assertThat(base.faults()).containsExactly("table inet hostport is dormant, no packet comes to it");
    }

    @Test
    void mendingATableMakesMissingSetsAndAllChainsAndRulesAnew() {
        List<NamedSet> sets = without(KernelTable.SETS, set -> set.name().equals("addr6"));
        List<Chain> chains = without(KernelTable.CHAINS, chain -> chain.name().equals("output"));
        NftTransaction.Builder transaction = NftTransaction.builder();

        new BaseObjects(Optional.of(KernelTable.TABLE), chains, sets, List.of()).mend(transaction);

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
                "add map inet hostport addr6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; counter; }");
        assertThat(lines.subList(11, 18)).containsExactly(
                "add chain inet hostport conditions",
                "add chain inet hostport forwards",
                "add chain inet hostport masquerading",
                "add chain inet hostport guard { type filter hook prerouting priority -300; policy accept; }",
                "add chain inet hostport prerouting { type nat hook prerouting priority -99; policy accept; }",
                "add chain inet hostport output { type nat hook output priority -99; policy accept; }",
                "add chain inet hostport postrouting { type nat hook postrouting priority 99; policy accept; }");
        assertThat(lines.subList(18, lines.size())).hasSize(HostPortRules.ALL.size()).allMatch(line -> line.startsWith("add rule"));
    }

    @Test
    void mendingMakesASetThatCannotHoldItsElementsAnewAndLeavesOthers() {
        List<NamedSet> sets = new ArrayList<>(without(KernelTable.SETS, set -> set.name().equals("masq_all4")));
        sets.add(NamedSet.set(KernelTable.TABLE, "masq_all4", SetType.of(DataType.MARK)));
        NftTransaction.Builder transaction = NftTransaction.builder();

        withSets(sets).mend(transaction);

        assertThat(transaction.build().toString().lines().filter(line -> line.matches("\\w+ (set|map) .*"))).containsExactly(
                "delete set inet hostport masq_all4", "add set inet hostport masq_all4 { type ipv4_addr; }");
    }

    @Test
    void rulesOfAGateAreNoFault() {
        assertThat(withRules(and(gate(5), ofGatesChain())).faults()).isEmpty();
    }

    @Test
    void aRuleAmongTheConditionsThatIsNoGateIsAFault() {
        Rule foreign = new Rule(KernelTable.TABLE, "conditions", new ImmediateVerdict(Verdict.accept()));

        assertThat(withRules(and(gate(5), ofGatesChain(), foreign)).faults())
                .containsExactly("chain conditions of table inet hostport has 1 foreign rule");
    }

    @Test
    void mendingLeavesGatesAndDeletesWhatIsForeignAmongThem() {
        Rule foreign = new Rule(KernelTable.TABLE, "conditions", List.of(), Optional.of("notes"), OptionalLong.of(9));
        NftTransaction.Builder transaction = NftTransaction.builder();

        withRules(and(gate(5), ofGatesChain(), foreign)).mend(transaction);

        assertThat(transaction.build().toString().lines()).contains("delete rule inet hostport conditions handle 9", "add chain inet hostport conditions")
                .doesNotContain("flush chain inet hostport conditions", "delete chain inet hostport conditions",
                        "delete rule inet hostport conditions handle 5");
    }

    @Test
    void aChainOfConditionsThatPacketsComeToByThemselvesIsMadeAnew() {
        List<Chain> chains = new ArrayList<>(without(KernelTable.CHAINS, chain -> chain.name().equals("conditions")));
        chains.add(new Chain(KernelTable.TABLE, "conditions", new BaseChain(ChainType.FILTER, Hook.INPUT, 0, Policy.ACCEPT)));
        BaseObjects base = new BaseObjects(Optional.of(KernelTable.TABLE), chains, KernelTable.SETS, and(gate(5), ofGatesChain()));
        NftTransaction.Builder transaction = NftTransaction.builder();

        base.mend(transaction);

        assertThat(transaction.build().toString().lines()).contains("flush chain inet hostport conditions",
                "delete chain inet hostport conditions", "add chain inet hostport conditions");
        assertThat(base.gates()).isEqualTo(GateRules.NONE);
    }

    private static Rule gate(int handle) {
        List<Expression> expressions = List.of(new ImmediateVerdict(Verdict.jump(GATE.chain())));
        return new Rule(KernelTable.TABLE, "conditions", expressions, Optional.of(GATE.owner().text()), OptionalLong.of(handle));
    }

    private static Rule ofGatesChain() {
        return new Rule(KernelTable.TABLE, GATE.chain(), new ImmediateVerdict(Verdict.accept()));
    }

    private static List<Rule> and(Rule... more) {
        List<Rule> rules = new ArrayList<>(HostPortRules.ALL);
        rules.addAll(List.of(more));
        return rules;
    }

    private static BaseObjects withChains(List<Chain> chains) {
        return new BaseObjects(Optional.of(KernelTable.TABLE), chains, KernelTable.SETS, HostPortRules.ALL);
    }

    private static BaseObjects withSets(List<NamedSet> sets) {
        return new BaseObjects(Optional.of(KernelTable.TABLE), KernelTable.CHAINS, sets, HostPortRules.ALL);
    }

    private static BaseObjects withRules(List<Rule> rules) {
        return new BaseObjects(Optional.of(KernelTable.TABLE), KernelTable.CHAINS, KernelTable.SETS, rules);
    }

    private static <T> List<T> without(List<T> all, Predicate<T> unwanted) {
        return all.stream().filter(unwanted.negate()).toList();
    }
}
