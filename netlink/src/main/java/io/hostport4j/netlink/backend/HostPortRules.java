package io.hostport4j.netlink.backend;

import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.expr.Bitwise;
import io.hostport4j.netlink.nftables.expr.Cmp;
import io.hostport4j.netlink.nftables.expr.Ct;
import io.hostport4j.netlink.nftables.expr.CtKey;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.Fib;
import io.hostport4j.netlink.nftables.expr.FibFlag;
import io.hostport4j.netlink.nftables.expr.FibResult;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.IpFamily;
import io.hostport4j.netlink.nftables.expr.Lookup;
import io.hostport4j.netlink.nftables.expr.Masquerade;
import io.hostport4j.netlink.nftables.expr.Meta;
import io.hostport4j.netlink.nftables.expr.MetaKey;
import io.hostport4j.netlink.nftables.expr.Nat;
import io.hostport4j.netlink.nftables.expr.Payload;
import io.hostport4j.netlink.nftables.expr.PayloadBase;
import io.hostport4j.netlink.nftables.expr.Register;
import io.hostport4j.netlink.nftables.expr.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@link TableChain#rules} in the expressions that nft 1.0.6 makes of them; so the tool lists them as that text, and reads its own
 * listing back.
 */
final class HostPortRules {
    private static final byte NFPROTO_IPV4 = 2;
    private static final byte NFPROTO_IPV6 = 10;
    private static final byte LOOPBACK_NET = 127;
    /** The loopback interface has index 1 in every network namespace ({@code LOOPBACK_IFINDEX}). */
    private static final int LOOPBACK_INDEX = 1;
    /** {@code RTN_LOCAL}, {@code linux/rtnetlink.h}. */
    private static final int LOCAL = 2;
    /** {@code IPS_DST_NAT}, {@code linux/netfilter/nf_conntrack_common.h}. */
    private static final int DESTINATION_NAT = 0x20;
    private static final int ZERO = 0;

    private static final int R1 = Register.at(0);
    private static final int R2 = Register.at(1);
    private static final int R3 = Register.at(2);
    private static final int AFTER_IPV6 = Register.at(4);
    private static final int AFTER_IPV6_AND_ONE = Register.at(5);

    /** Those of all chains, in the order of the chains that they jump to. */
    static final List<Rule> ALL = List.copyOf(all());

    private HostPortRules() {}

    private static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(forwards());
        rules.addAll(masquerading());
        rules.addAll(List.of(
                rule(TableChain.GUARD, fromTheWire(), ipv4(), loopbackNet(DESTINATION4), verdict(Verdict.drop())),
                rule(TableChain.GUARD, fromTheWire(), ipv4(), loopbackNet(SOURCE4), verdict(Verdict.drop())),
                rule(TableChain.PREROUTING, toThisNode(), verdict(Verdict.jump(TableChain.FORWARDS.text()))),
                rule(TableChain.OUTPUT, toThisNode(), verdict(Verdict.jump(TableChain.FORWARDS.text()))),
                rule(TableChain.POSTROUTING, forwarded(), verdict(Verdict.jump(TableChain.MASQUERADING.text())))));
        return rules;
    }

    private static List<Rule> forwards() {
        TableChain chain = TableChain.FORWARDS;
        return List.of(
                rule(chain, verdict(Verdict.jump(TableChain.CONDITIONS.text()))),
                rule(chain, ipv4(), field4(DESTINATION4, R1), protocolAndPort(R2, R3), dnat4(TableSet.ADDR4)),
                rule(chain, ipv4(), protocolAndPort(R1, R2), dnat4(TableSet.ANY4)),
                rule(chain, ipv6(), field6(DESTINATION6, R1), List.of(Cmp.eq(R1, loopback6())), verdict(Verdict.returning())),
                rule(chain, ipv6(), field6(DESTINATION6, R1), protocolAndPort(AFTER_IPV6, AFTER_IPV6_AND_ONE), dnat6(TableSet.ADDR6)),
                rule(chain, ipv6(), protocolAndPort(R1, R2), dnat6(TableSet.ANY6)));
    }

    private static List<Rule> masquerading() {
        TableChain chain = TableChain.MASQUERADING;
        List<Expression> masquerade = List.of(new Masquerade(Optional.empty(), Set.of()));
        return List.of(
                rule(chain, ipv4(), loopbackNet(SOURCE4), masquerade),
                rule(chain, ipv4(), inputInterface(), field4(DESTINATION4, R2), in(TableSet.MASQ_LINK4), masquerade),
                rule(chain, ipv4(), field4(SOURCE4, R1), field4(DESTINATION4, R2), in(TableSet.MASQ_SELF4), masquerade),
                rule(chain, ipv4(), field4(DESTINATION4, R1), in(TableSet.MASQ_ALL4), masquerade),
                rule(chain, ipv6(), inputInterface(), field6(DESTINATION6, R2), in(TableSet.MASQ_LINK6), masquerade),
                rule(chain, ipv6(), field6(SOURCE6, R1), field6(DESTINATION6, AFTER_IPV6), in(TableSet.MASQ_SELF6), masquerade),
                rule(chain, ipv6(), field6(DESTINATION6, R1), in(TableSet.MASQ_ALL6), masquerade));
    }

    /** Offsets in {@code struct iphdr} and {@code struct ipv6hdr}. */
    private static final int SOURCE4 = 12;
    private static final int DESTINATION4 = 16;
    private static final int SOURCE6 = 8;
    private static final int DESTINATION6 = 24;

    private static List<Expression> ipv4() {
        return List.of(new Meta(MetaKey.NFPROTO, R1), Cmp.eq(R1, NFPROTO_IPV4));
    }

    private static List<Expression> ipv6() {
        return List.of(new Meta(MetaKey.NFPROTO, R1), Cmp.eq(R1, NFPROTO_IPV6));
    }

    private static List<Expression> field4(int offset, int register) {
        return List.of(new Payload(PayloadBase.NETWORK_HEADER, offset, 4, register));
    }

    private static List<Expression> field6(int offset, int register) {
        return List.of(new Payload(PayloadBase.NETWORK_HEADER, offset, 16, register));
    }

    private static List<Expression> loopbackNet(int offset) {
        return List.of(new Payload(PayloadBase.NETWORK_HEADER, offset, 1, R1), Cmp.eq(R1, LOOPBACK_NET));
    }

    private static byte[] loopback6() {
        byte[] address = new byte[16];
        address[15] = 1;
        return address;
    }

    /** The destination port is at the same place in TCP, UDP and SCTP. */
    private static List<Expression> protocolAndPort(int protocol, int port) {
        return List.of(new Meta(MetaKey.L4PROTO, protocol), new Payload(PayloadBase.TRANSPORT_HEADER, 2, 2, port));
    }

    private static List<Expression> dnat4(TableSet map) {
        return List.of(Lookup.map(map.text(), R1, R1), Nat.dnat(IpFamily.IP, R1, R2));
    }

    private static List<Expression> dnat6(TableSet map) {
        return List.of(Lookup.map(map.text(), R1, R1), Nat.dnat(IpFamily.IP6, R1, AFTER_IPV6));
    }

    private static List<Expression> inputInterface() {
        return List.of(new Meta(MetaKey.IIF, R1));
    }

    private static List<Expression> in(TableSet set) {
        return List.of(Lookup.in(set.text(), R1));
    }

    private static List<Expression> fromTheWire() {
        return List.of(new Meta(MetaKey.IIF, R1), Cmp.neq(R1, number(LOOPBACK_INDEX)));
    }

    private static List<Expression> toThisNode() {
        return List.of(new Fib(Set.of(FibFlag.DADDR), FibResult.ADDRTYPE, R1), Cmp.eq(R1, number(LOCAL)));
    }

    private static List<Expression> forwarded() {
        return List.of(new Ct(CtKey.STATUS, Optional.empty(), R1), Bitwise.and(R1, number(DESTINATION_NAT)), Cmp.neq(R1, number(ZERO)));
    }

    private static List<Expression> verdict(Verdict verdict) {
        return List.of(new ImmediateVerdict(verdict));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    @SafeVarargs
    private static Rule rule(TableChain chain, List<Expression>... parts) {
        List<Expression> expressions = new ArrayList<>();
        for (List<Expression> part : parts) {
            expressions.addAll(part);
        }
        return new Rule(KernelTable.TABLE, chain.text(), expressions);
    }
}
