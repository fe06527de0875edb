package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OTHER;
import static io.hostport4j.netlink.backend.Samples.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.table.Gate;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateRulesTest {
    private static final Gate WEB4 = new Gate(OWNER, Family.IPV4);
    private static final Gate WEB6 = new Gate(OWNER, Family.IPV6);
    private static final Gate DNS4 = new Gate(OTHER, Family.IPV4);

    @Test
    void rulesWithAMarkThatJumpToItsChainAreAGate() {
        GateRules gates = GateRules.of(List.of(gate(WEB4, 1), gate(WEB6, 2), gate(WEB4, 3), gate(DNS4, 4), words(WEB4), accept(WEB4), words(WEB6), accept(WEB6), words(DNS4), accept(DNS4)));

        assertThat(gates.of(OWNER)).containsExactlyInAnyOrder(WEB4, WEB6);
        assertThat(gates.of(OTHER)).containsExactly(DNS4);
        assertThat(gates.rules().get(WEB4)).containsExactly(gate(WEB4, 1), gate(WEB4, 3));
        assertThat(gates.foreign()).isEmpty();
    }

    @Test
    void aGateIsNotWholeWithoutAChainThatReturnsOnConditionsAndAcceptsTheRest() {
        Rule gate = gate(WEB4, 1);

        assertThat(GateRules.of(List.of(gate, words(WEB4), accept(WEB4))).of(OWNER)).containsExactly(WEB4);
        assertThat(GateRules.of(List.of(gate)).of(OWNER)).isEmpty();
        assertThat(GateRules.of(List.of(gate, accept(WEB4))).of(OWNER)).isEmpty();
        assertThat(GateRules.of(List.of(gate, accept(WEB4), words(WEB4))).of(OWNER)).isEmpty();
        assertThat(GateRules.of(List.of(gate, words(WEB4), words(WEB4), accept(WEB4))).of(OWNER)).isEmpty();
        assertThat(GateRules.of(List.of(gate, words(WEB4), words(WEB4))).of(OWNER)).isEmpty();
        assertThat(GateRules.of(List.of(gate)).rules()).containsOnlyKeys(WEB4);
        assertThat(GateRules.of(List.of(gate)).foreign()).isEmpty();
    }

    @Test
    void rulesWithoutAMarkOrAJumpAtTheEndAreForeign() {
        Rule unmarked = rule("conditions", Verdict.jump(WEB4.chain()), Optional.empty(), 1);
        Rule going = rule("conditions", Verdict.goTo(WEB4.chain()), Optional.of(OWNER.text()), 2);
        Rule empty = new Rule(KernelTable.TABLE, "conditions", List.of(), Optional.of(OWNER.text()), OptionalLong.of(3));

        assertThat(GateRules.of(List.of(unmarked, going, empty, words(WEB4), accept(WEB4))).foreign()).containsExactly(unmarked, going, empty);
    }

    @Test
    void rulesOfOtherChainsDoNotCount() {
        assertThat(GateRules.of(HostPortRules.ALL)).isEqualTo(GateRules.NONE);
    }

    @Test
    void aGateIsRemovedWithItsChainWhetherThatIsThereOrNot() {
        GateRules gates = GateRules.of(List.of(gate(WEB4, 1), gate(WEB4, 3)));
        NftTransaction.Builder transaction = NftTransaction.builder();

        gates.remove(WEB4, transaction);
        gates.remove(DNS4, transaction);

        assertThat(transaction.build().toString().lines()).containsExactly(
                "delete rule inet hostport conditions handle 1",
                "delete rule inet hostport conditions handle 3",
                "add chain inet hostport " + WEB4.chain(),
                "flush chain inet hostport " + WEB4.chain(),
                "delete chain inet hostport " + WEB4.chain(),
                "add chain inet hostport " + DNS4.chain(),
                "flush chain inet hostport " + DNS4.chain(),
                "delete chain inet hostport " + DNS4.chain());
    }

    @Test
    void whatWentIsNotThereAnyMore() {
        GateRules gates = GateRules.of(List.of(gate(WEB4, 1), gate(DNS4, 4), words(WEB4), accept(WEB4), words(DNS4), accept(DNS4)));

        assertThat(gates.without(Set.of(WEB4)).of(OWNER)).isEmpty();
        assertThat(gates.without(Set.of(WEB4)).of(OTHER)).containsExactly(DNS4);
        assertThat(gates.without(Set.of())).isSameAs(gates);
    }

    private static Rule gate(Gate gate, int handle) {
        return rule("conditions", Verdict.jump(gate.chain()), Optional.of(gate.owner().text()), handle);
    }

    private static Rule words(Gate gate) {
        return rule(gate.chain(), Verdict.returning(), Optional.empty(), 98);
    }

    private static Rule accept(Gate gate) {
        return rule(gate.chain(), Verdict.accept(), Optional.empty(), 99);
    }

    private static Rule rule(String chain, Verdict verdict, Optional<String> comment, int handle) {
        List<Expression> expressions = List.of(new ImmediateVerdict(verdict));
        return new Rule(KernelTable.TABLE, chain, expressions, comment, OptionalLong.of(handle));
    }
}
