package io.hostport4j.netlink.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.nftables.expr.Cmp;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.Immediate;
import io.hostport4j.netlink.nftables.expr.IpFamily;
import io.hostport4j.netlink.nftables.expr.Meta;
import io.hostport4j.netlink.nftables.expr.MetaKey;
import io.hostport4j.netlink.nftables.expr.Nat;
import io.hostport4j.netlink.nftables.expr.Payload;
import io.hostport4j.netlink.nftables.expr.PayloadBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final byte[] PORT_80 = {0, 80};
    private static final byte TCP = 6;
    private static final byte ICMP = 1;

    private long handle;

    @Test
    void aForwardIsReadWithItsContainer() {
        assertThat(found(forward("web", 10, 8080))).singleElement().satisfies(forward -> {
            assertThat(forward).hasToString("0.0.0.0:8080/tcp -> 10.0.0.10:80 of ~/web/~");
            assertThat(forward.masquerade()).isEqualTo(Masquerade.NEVER);
        });
    }

    @Test
    void theSameRuleTwiceIsOneForwardAndBothGo() {
        Leftovers leftovers = Leftovers.of(7, List.of(forward("web", 10, 8080), forward("web", 10, 8080)));

        assertThat(leftovers.found()).hasSize(1);
        assertThat(leftovers.without(leftovers.found(), Owner.ofContainer("web")).toString().lines()).hasSize(2);
    }

    @Test
    void masqueradingStaysWhileAForwardLeadsThere() {
        Leftovers leftovers = Leftovers.of(7, List.of(forward("web", 10, 8080), forward("web", 10, 8081), masquerading("web", 10)));
        Forward first = leftovers.found().iterator().next();

        assertThat(leftovers.without(Set.of(first), Owner.ofContainer("web")).toString().lines()).hasSize(1);
        assertThat(leftovers.without(leftovers.found(), Owner.ofContainer("web")).toString().lines()).hasSize(3);
    }

    @Test
    void masqueradingForAnotherAddressOfTheContainerStays() {
        Leftovers leftovers = Leftovers.of(7, List.of(forward("web", 10, 8080), forward("web", 11, 8081), masquerading("web", 10),
                masquerading("web", 11)));
        Forward first = leftovers.found().iterator().next();

        assertThat(leftovers.without(Set.of(first), Owner.ofContainer("web")).toString().lines()).hasSize(2);
    }

    @Test
    void rulesOfAnotherContainerStay() {
        Leftovers leftovers = Leftovers.of(7, List.of(forward("web", 10, 8080), forward("dns", 11, 53), masquerading("dns", 11)));

        assertThat(leftovers.without(leftovers.found().stream().filter(forward -> forward.owner().container().equals("web"))
                .collect(java.util.stream.Collectors.toSet()), Owner.ofContainer("web")).toString().lines()).hasSize(1);
    }

    @Test
    void aRuleWithoutACommentIsNotTheReferences() {
        Rule rule = forward("web", 10, 8080);
        assertThat(found(new Rule(rule.table(), rule.chain(), rule.expressions(), Optional.empty(), rule.handle()))).isEmpty();
    }

    @Test
    void aCommentThatIsNoContainersIdIsNotTheReferences() {
        assertThat(found(forward("a/b", 10, 8080))).isEmpty();
    }

    @Test
    void aContainersIdOfAnyLengthIsFoundAgain() {
        String id = "c".repeat(128);
        assertThat(found(forward(id, 10, 8080))).singleElement()
                .satisfies(forward -> assertThat(forward.owner()).isEqualTo(Owner.ofContainer(id)));
    }

    @Test
    void aPortZeroIsNotTheReferences() {
        assertThat(found(forward("web", 10, 0))).isEmpty();
    }

    @Test
    void aProtocolWithoutPortsIsNotTheReferences() {
        List<Expression> expressions = new ArrayList<>(forward("web", 10, 8080).expressions());
        expressions.set(1, Cmp.eq(1, ICMP));
        assertThat(found(rule("web", "hostports", expressions))).isEmpty();
    }

    @Test
    void aTranslationOfTheSourceIsNotTheReferences() {
        List<Expression> expressions = new ArrayList<>(forward("web", 10, 8080).expressions());
        Nat dnat = (Nat) expressions.get(expressions.size() - 1);
        expressions.set(expressions.size() - 1, new Nat(Nat.Type.SNAT, dnat.family(), dnat.addresses(), dnat.ports(), dnat.flags()));
        assertThat(found(rule("web", "hostports", expressions))).isEmpty();
    }

    @Test
    void anAddressOfTheOtherFamilyIsNotTheReferences() {
        Rule rule = forward("web", 10, 8080);
        Rule other = new Rule(ReferenceTables.IPV6, rule.chain(), rule.expressions(), rule.comment(), rule.handle());
        assertThat(found(other)).isEmpty();
    }

    @Test
    void rulesOfOtherChainsAreNotForwards() {
        assertThat(found(rule("web", "prerouting", forward("web", 10, 8080).expressions()))).isEmpty();
    }

    private static Set<Forward> found(Rule... rules) {
        return Leftovers.of(7, List.of(rules)).found();
    }

    private Rule forward(String id, int host, int port) {
        return rule(id, "hostports", List.of(new Meta(MetaKey.L4PROTO, 1), Cmp.eq(1, TCP),
                new Payload(PayloadBase.TRANSPORT_HEADER, 2, 2, 1), Cmp.eq(1, (byte) (port >> 8), (byte) port),
                new Immediate(1, address(host)), new Immediate(2, PORT_80), Nat.dnat(IpFamily.IP, 1, 2)));
    }

    private Rule masquerading(String id, int host) {
        return rule(id, "masquerading", List.of(new Payload(PayloadBase.NETWORK_HEADER, 12, 4, 1), Cmp.eq(1, address(host)),
                new Payload(PayloadBase.NETWORK_HEADER, 16, 4, 1), Cmp.eq(1, address(host)),
                new io.hostport4j.netlink.nftables.expr.Masquerade()));
    }

    private Rule rule(String comment, String chain, List<Expression> expressions) {
        handle++;
        Table table = ReferenceTables.IPV4;
        return new Rule(table, chain, expressions, Optional.of(comment), OptionalLong.of(handle));
    }

    private static byte[] address(int host) {
        return new byte[] {10, 0, 0, (byte) host};
    }
}
