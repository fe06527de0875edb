package io.hostport4j.netlink.nftables;

import static io.hostport4j.netlink.nftables.DataType.IFACE_INDEX;
import static io.hostport4j.netlink.nftables.DataType.INET_PROTO;
import static io.hostport4j.netlink.nftables.DataType.INET_SERVICE;
import static io.hostport4j.netlink.nftables.DataType.IPV4_ADDR;
import static io.hostport4j.netlink.nftables.DataType.IPV6_ADDR;
import static io.hostport4j.netlink.nftables.DataType.MARK;

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
import java.util.Set;

/** The table of {@code hostport.nft}, built with the library. */
final class HostportTable {
    static final Table TABLE = new Table(Family.INET, "hostport");
    static final NamedSet ANY4 = NamedSet.map(TABLE, "any4", SetType.of(INET_PROTO, INET_SERVICE), SetType.of(IPV4_ADDR, INET_SERVICE));
    static final NamedSet OWNERS = NamedSet.map(TABLE, "owners", SetType.of(MARK, MARK),
            SetType.of(IPV6_ADDR, INET_PROTO, INET_SERVICE, INET_SERVICE, IFACE_INDEX));

    static final List<NamedSet> SETS = List.of(
            ANY4,
            NamedSet.map(TABLE, "addr4", SetType.of(IPV4_ADDR, INET_PROTO, INET_SERVICE), SetType.of(IPV4_ADDR, INET_SERVICE)),
            NamedSet.map(TABLE, "any6", SetType.of(INET_PROTO, INET_SERVICE), SetType.of(IPV6_ADDR, INET_SERVICE)),
            NamedSet.map(TABLE, "addr6", SetType.of(IPV6_ADDR, INET_PROTO, INET_SERVICE), SetType.of(IPV6_ADDR, INET_SERVICE)),
            NamedSet.set(TABLE, "masq_link4", SetType.of(IFACE_INDEX, IPV4_ADDR)),
            NamedSet.set(TABLE, "masq_link6", SetType.of(IFACE_INDEX, IPV6_ADDR)),
            NamedSet.set(TABLE, "masq_self4", SetType.of(IPV4_ADDR, IPV4_ADDR)),
            NamedSet.set(TABLE, "masq_self6", SetType.of(IPV6_ADDR, IPV6_ADDR)),
            NamedSet.set(TABLE, "masq_all4", SetType.of(IPV4_ADDR)),
            NamedSet.set(TABLE, "masq_all6", SetType.of(IPV6_ADDR)),
            OWNERS);

    static final List<Chain> CHAINS = List.of(
            new Chain(TABLE, "forwards"),
            base("guard", ChainType.FILTER, Hook.PREROUTING, -300),
            base("prerouting", ChainType.NAT, Hook.PREROUTING, -99),
            base("output", ChainType.NAT, Hook.OUTPUT, -99),
            new Chain(TABLE, "masquerading"),
            base("postrouting", ChainType.NAT, Hook.POSTROUTING, 99));

    private static final int SOURCE4 = 12;
    private static final int DESTINATION4 = 16;
    private static final int SOURCE6 = 8;
    private static final int DESTINATION6 = 24;
    private static final int RTN_LOCAL = 2;
    private static final int IPS_DST_NAT = 0x20;

    static final List<Rule> RULES = List.of(
            rule("forwards", ip4(), address4(DESTINATION4, Register.at(0)), protocol(Register.at(1)), port(Register.at(2)),
                    Lookup.map("addr4", 1, 1), Nat.dnat(IpFamily.IP, 1, Register.at(1))),
            rule("forwards", ip4(), protocol(Register.at(0)), port(Register.at(1)), Lookup.map("any4", 1, 1),
                    Nat.dnat(IpFamily.IP, 1, Register.at(1))),
            rule("forwards", ip6(), address6(DESTINATION6, 1), Cmp.eq(1, loopback6()), verdict(Verdict.returning())),
            rule("forwards", ip6(), address6(DESTINATION6, Register.at(0)), protocol(Register.at(4)), port(Register.at(5)),
                    Lookup.map("addr6", 1, 1), Nat.dnat(IpFamily.IP6, 1, Register.at(4))),
            rule("forwards", ip6(), protocol(Register.at(0)), port(Register.at(1)), Lookup.map("any6", 1, 1),
                    Nat.dnat(IpFamily.IP6, 1, Register.at(4))),
            rule("guard", notFromLoopback(), ip4(), loopback4(DESTINATION4), verdict(Verdict.drop())),
            rule("guard", notFromLoopback(), ip4(), loopback4(SOURCE4), verdict(Verdict.drop())),
            rule("prerouting", toLocalAddress(), verdict(Verdict.jump("forwards"))),
            rule("output", toLocalAddress(), verdict(Verdict.jump("forwards"))),
            rule("masquerading", ip4(), loopback4(SOURCE4), new Masquerade()),
            rule("masquerading", ip4(), new Meta(MetaKey.IIF, 1), address4(DESTINATION4, Register.at(1)), Lookup.in("masq_link4", 1),
                    new Masquerade()),
            rule("masquerading", ip4(), address4(SOURCE4, 1), address4(DESTINATION4, Register.at(1)), Lookup.in("masq_self4", 1),
                    new Masquerade()),
            rule("masquerading", ip4(), address4(DESTINATION4, 1), Lookup.in("masq_all4", 1), new Masquerade()),
            rule("masquerading", ip6(), new Meta(MetaKey.IIF, 1), address6(DESTINATION6, Register.at(1)), Lookup.in("masq_link6", 1),
                    new Masquerade()),
            rule("masquerading", ip6(), address6(SOURCE6, 1), address6(DESTINATION6, Register.at(4)), Lookup.in("masq_self6", 1),
                    new Masquerade()),
            rule("masquerading", ip6(), address6(DESTINATION6, 1), Lookup.in("masq_all6", 1), new Masquerade()),
            rule("postrouting", new Ct(CtKey.STATUS, 1), Bitwise.and(1, host(IPS_DST_NAT)), Cmp.neq(1, host(0)),
                    verdict(Verdict.jump("masquerading"))));

    private HostportTable() {}

    static NftTransaction transaction() {
        NftTransaction.Builder transaction = NftTransaction.builder().add(TABLE);
        CHAINS.forEach(transaction::add);
        SETS.forEach(transaction::add);
        RULES.forEach(transaction::add);
        return transaction.build();
    }

    private static Chain base(String name, ChainType type, Hook hook, int priority) {
        return new Chain(TABLE, name, new BaseChain(type, hook, priority, Policy.ACCEPT));
    }

    /** Each part is one expression, or several. */
    private static Rule rule(String chain, Object... parts) {
        List<Expression> expressions = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Expression expression) {
                expressions.add(expression);
            } else {
                ((List<?>) part).forEach(each -> expressions.add((Expression) each));
            }
        }
        return new Rule(TABLE, chain, expressions);
    }

    private static List<Expression> ip4() {
        return List.of(new Meta(MetaKey.NFPROTO, 1), Cmp.eq(1, (byte) IpFamily.IP.number()));
    }

    private static List<Expression> ip6() {
        return List.of(new Meta(MetaKey.NFPROTO, 1), Cmp.eq(1, (byte) IpFamily.IP6.number()));
    }

    private static List<Expression> loopback4(int offset) {
        return List.of(new Payload(PayloadBase.NETWORK_HEADER, offset, 1, 1), Cmp.eq(1, (byte) 127));
    }

    private static List<Expression> notFromLoopback() {
        return List.of(new Meta(MetaKey.IIF, 1), Cmp.neq(1, host(1)));
    }

    private static List<Expression> toLocalAddress() {
        return List.of(new Fib(Set.of(FibFlag.DADDR), FibResult.ADDRTYPE, 1), Cmp.eq(1, host(RTN_LOCAL)));
    }

    private static Expression address4(int offset, int register) {
        return new Payload(PayloadBase.NETWORK_HEADER, offset, 4, register);
    }

    private static Expression address6(int offset, int register) {
        return new Payload(PayloadBase.NETWORK_HEADER, offset, 16, register);
    }

    private static Expression protocol(int register) {
        return new Meta(MetaKey.L4PROTO, register);
    }

    private static Expression port(int register) {
        return new Payload(PayloadBase.TRANSPORT_HEADER, 2, 2, register);
    }

    private static Expression verdict(Verdict verdict) {
        return new ImmediateVerdict(verdict);
    }

    private static byte[] loopback6() {
        byte[] address = new byte[16];
        address[15] = 1;
        return address;
    }

    private static byte[] host(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    }
}
