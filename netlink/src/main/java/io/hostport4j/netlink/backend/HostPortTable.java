package io.hostport4j.netlink.backend;

import io.hostport4j.netlink.nftables.BaseChain;
import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.ChainType;
import io.hostport4j.netlink.nftables.DataType;
import io.hostport4j.netlink.nftables.Family;
import io.hostport4j.netlink.nftables.Hook;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.Policy;
import io.hostport4j.netlink.nftables.SetType;
import io.hostport4j.netlink.nftables.Table;
import java.util.List;
import java.util.Optional;

/**
 * The table that all forwards are in: its name, its sets and its chains. The rules are in {@link HostPortRules}.
 *
 * <p>Never rename or retype anything here: another version of this library, or another backend, may have written the table that is
 * read. {@code docs/architecture.md} shows it as {@code nft list} prints it.
 */
final class HostPortTable {
    static final Table TABLE = new Table(Family.INET, "hostport", Optional.of("host ports of containers, by hostport4j"));

    /** Host ports on every address of the node: protocol and port to container. */
    static final NamedSet ANY4 = NamedSet.map(TABLE, "any4",
            SetType.of(DataType.INET_PROTO, DataType.INET_SERVICE), SetType.of(DataType.IPV4_ADDR, DataType.INET_SERVICE));
    static final NamedSet ANY6 = NamedSet.map(TABLE, "any6",
            SetType.of(DataType.INET_PROTO, DataType.INET_SERVICE), SetType.of(DataType.IPV6_ADDR, DataType.INET_SERVICE));
    /** Host ports on one address of the node: address, protocol and port to container. */
    static final NamedSet ADDR4 = NamedSet.map(TABLE, "addr4",
            SetType.of(DataType.IPV4_ADDR, DataType.INET_PROTO, DataType.INET_SERVICE), SetType.of(DataType.IPV4_ADDR, DataType.INET_SERVICE));
    static final NamedSet ADDR6 = NamedSet.map(TABLE, "addr6",
            SetType.of(DataType.IPV6_ADDR, DataType.INET_PROTO, DataType.INET_SERVICE), SetType.of(DataType.IPV6_ADDR, DataType.INET_SERVICE));
    /** Containers, with the interface whose clients are masqueraded for them: those answer past the node. */
    static final NamedSet MASQ_LINK4 = NamedSet.set(TABLE, "masq_link4", SetType.of(DataType.IFACE_INDEX, DataType.IPV4_ADDR));
    static final NamedSet MASQ_LINK6 = NamedSet.set(TABLE, "masq_link6", SetType.of(DataType.IFACE_INDEX, DataType.IPV6_ADDR));
    /** Containers that are masqueraded for themselves, each address twice: a rule cannot compare two fields of a packet. */
    static final NamedSet MASQ_SELF4 = NamedSet.set(TABLE, "masq_self4", SetType.of(DataType.IPV4_ADDR, DataType.IPV4_ADDR));
    static final NamedSet MASQ_SELF6 = NamedSet.set(TABLE, "masq_self6", SetType.of(DataType.IPV6_ADDR, DataType.IPV6_ADDR));
    /** Containers that every client is masqueraded for. */
    static final NamedSet MASQ_ALL4 = NamedSet.set(TABLE, "masq_all4", SetType.of(DataType.IPV4_ADDR));
    static final NamedSet MASQ_ALL6 = NamedSet.set(TABLE, "masq_all6", SetType.of(DataType.IPV6_ADDR));
    /**
     * Which host ports an owner has, so that it costs the same to find them however many there are. See {@link OwnerIndex}. nft
     * knows concatenations of at most five fields, and this uses all of them.
     */
    static final NamedSet OWNERS = NamedSet.map(TABLE, "owners", SetType.of(DataType.MARK, DataType.MARK),
            SetType.of(DataType.IPV6_ADDR, DataType.INET_PROTO, DataType.INET_SERVICE, DataType.INET_SERVICE, DataType.IFACE_INDEX));

    static final List<NamedSet> FORWARD_MAPS = List.of(ANY4, ADDR4, ANY6, ADDR6);
    static final List<NamedSet> MASQUERADE_SETS = List.of(MASQ_LINK4, MASQ_LINK6, MASQ_SELF4, MASQ_SELF6, MASQ_ALL4, MASQ_ALL6);

    /** Where the maps are asked. */
    static final Chain FORWARDS = new Chain(TABLE, "forwards");
    /** Keeps 127.0.0.0/8 off the wire, before anything else sees the packet: route_localnet lets it in. */
    static final Chain GUARD = base("guard", ChainType.FILTER, Hook.PREROUTING, -300);
    /**
     * One behind -100, where kube-proxy, CRI-O and netavark all register: of two nat chains with one priority the one that came
     * last is asked first, so that the winner would change with every restart. A NodePort therefore wins over a host port.
     */
    static final Chain PREROUTING = base("prerouting", ChainType.NAT, Hook.PREROUTING, -99);
    static final Chain OUTPUT = base("output", ChainType.NAT, Hook.OUTPUT, -99);
    static final Chain MASQUERADING = new Chain(TABLE, "masquerading");
    static final Chain POSTROUTING = base("postrouting", ChainType.NAT, Hook.POSTROUTING, 99);

    /** In the order that they are made in: what is jumped to comes first. */
    static final List<Chain> CHAINS = List.of(FORWARDS, MASQUERADING, GUARD, PREROUTING, OUTPUT, POSTROUTING);

    private HostPortTable() {}

    static List<NamedSet> sets() {
        return List.of(ANY4, ADDR4, ANY6, ADDR6, MASQ_LINK4, MASQ_LINK6, MASQ_SELF4, MASQ_SELF6, MASQ_ALL4, MASQ_ALL6, OWNERS);
    }

    private static Chain base(String name, ChainType type, Hook hook, int priority) {
        return new Chain(TABLE, name, new BaseChain(type, hook, priority, Policy.ACCEPT));
    }
}
