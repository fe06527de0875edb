package io.hostport4j.netlink.backend;

import io.hostport4j.core.table.ChainHook;
import io.hostport4j.core.table.FieldType;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableSet;
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
import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.Expression;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link HostPortTable} with its sets and chains as nf_tables declares them. The rules are in {@link HostPortRules}. */
final class KernelTable {
    static final Table TABLE = new Table(Family.INET, HostPortTable.NAME, Optional.of(HostPortTable.COMMENT));

    private static final List<Expression> COUNTER = List.of(Counter.zero());
    private static final Map<TableSet, NamedSet> DECLARATIONS = declarations();

    /** All sets, in the order that they are made in. */
    static final List<NamedSet> SETS = List.copyOf(DECLARATIONS.values());
    /** All chains, in the order that they are made in. */
    static final List<Chain> CHAINS = List.of(TableChain.values()).stream().map(KernelTable::declare).toList();

    private KernelTable() {}

    static NamedSet set(TableSet set) {
        return DECLARATIONS.get(set);
    }

    /** A chain that only rules jump to. */
    static Chain chain(String name) {
        return new Chain(TABLE, name);
    }

    private static Map<TableSet, NamedSet> declarations() {
        Map<TableSet, NamedSet> declarations = new EnumMap<>(TableSet.class);
        for (TableSet set : TableSet.values()) {
            Optional<SetType> data = set.isMap() ? Optional.of(type(set.data())) : Optional.empty();
            declarations.put(set, new NamedSet(TABLE, set.text(), type(set.key()), data, Set.of(),
                    set.isCounted() ? COUNTER : List.of(), Optional.empty()));
        }
        return declarations;
    }

    private static SetType type(List<FieldType> fields) {
        return SetType.of(fields.stream().map(KernelTable::type).toArray(DataType[]::new));
    }

    private static DataType type(FieldType field) {
        return switch (field) {
            case INET_PROTO -> DataType.INET_PROTO;
            case INET_SERVICE -> DataType.INET_SERVICE;
            case IPV4_ADDR -> DataType.IPV4_ADDR;
            case IPV6_ADDR -> DataType.IPV6_ADDR;
            case MARK -> DataType.MARK;
            case IFACE_INDEX -> DataType.IFACE_INDEX;
        };
    }

    private static Chain declare(TableChain chain) {
        return chain.hook().map(hook -> new Chain(TABLE, chain.text(), base(hook))).orElseGet(() -> chain(chain.text()));
    }

    private static BaseChain base(ChainHook chainHook) {
        ChainType type = switch (chainHook.type()) {
            case FILTER -> ChainType.FILTER;
            case NAT -> ChainType.NAT;
        };
        Hook hook = switch (chainHook.point()) {
            case PREROUTING -> Hook.PREROUTING;
            case OUTPUT -> Hook.OUTPUT;
            case POSTROUTING -> Hook.POSTROUTING;
        };
        return new BaseChain(type, hook, chainHook.priority(), Policy.ACCEPT);
    }
}
