package io.hostport4j.core.table;

import static io.hostport4j.core.table.ChainHook.Type.FILTER;
import static io.hostport4j.core.table.ChainHook.Type.NAT;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The chains of the table with their rules, in the order that they are made in: what is jumped to comes first. */
public enum TableChain {
    /** Where packets for forwards with conditions are tried, before the maps are asked. What is in it is a {@link Gate} each. */
    CONDITIONS(List.of()),
    /** Where the maps are asked. A specific address wins over every address. */
    FORWARDS(List.of(
            "jump conditions",
            "dnat ip to ip daddr . meta l4proto . th dport map @addr4",
            "meta nfproto ipv4 dnat ip to meta l4proto . th dport map @any4",
            // There is no route_localnet for IPv6: the answer could not come back, and a client of "localhost" would hang instead
            // of going on to 127.0.0.1.
            "ip6 daddr ::1 return",
            "dnat ip6 to ip6 daddr . meta l4proto . th dport map @addr6",
            "meta nfproto ipv6 dnat ip6 to meta l4proto . th dport map @any6")),
    /** Only for flows that were forwarded, by whomever: each of these would get no answer without it. */
    MASQUERADING(List.of(
            "ip saddr 127.0.0.0/8 masquerade",
            // The input interface is known here since Linux 5.7.
            "iif . ip daddr @masq_link4 masquerade",
            "ip saddr . ip daddr @masq_self4 masquerade",
            "ip daddr @masq_all4 masquerade",
            "iif . ip6 daddr @masq_link6 masquerade",
            "ip6 saddr . ip6 daddr @masq_self6 masquerade",
            "ip6 daddr @masq_all6 masquerade")),
    /** Keeps 127.0.0.0/8 off the wire, before anything else sees the packet: route_localnet lets it in. */
    GUARD(new ChainHook(FILTER, ChainHook.Point.PREROUTING, -300), List.of(
            "iif != \"lo\" ip daddr 127.0.0.0/8 drop",
            "iif != \"lo\" ip saddr 127.0.0.0/8 drop")),
    /**
     * One behind -100, where kube-proxy, CRI-O and netavark all register: of two nat chains with one priority the one that came
     * last is asked first, so that the winner would change with every restart. A NodePort therefore wins over a host port.
     */
    PREROUTING(new ChainHook(NAT, ChainHook.Point.PREROUTING, -99), List.of("fib daddr type local jump forwards")),
    /** As {@link #PREROUTING}, for packets of the node itself. */
    OUTPUT(new ChainHook(NAT, ChainHook.Point.OUTPUT, -99), List.of("fib daddr type local jump forwards")),
    /** Where forwarded flows go on to {@link #MASQUERADING}. */
    POSTROUTING(new ChainHook(NAT, ChainHook.Point.POSTROUTING, 99), List.of("ct status dnat jump masquerading"));

    private final Optional<ChainHook> hook;
    private final List<String> rules;

    TableChain(List<String> rules) {
        this.hook = Optional.empty();
        this.rules = rules;
    }

    TableChain(ChainHook hook, List<String> rules) {
        this.hook = Optional.of(hook);
        this.rules = rules;
    }

    /** Its name in the kernel, e.g. {@code forwards}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where packets come to it by themselves; empty when only rules jump to it. */
    public Optional<ChainHook> hook() {
        return hook;
    }

    /** Whether a chain of the table is one of these. */
    static boolean isOne(String name) {
        for (TableChain chain : values()) {
            if (chain.text().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a chain of that name is none of these and of no gate: somebody else put it into the table. */
    public static boolean isForeign(String name) {
        return !isOne(name) && !Gate.isChain(name);
    }

    /** What is always in it, in this order, as nft 1.0.6 lists it and reads it. */
    public List<String> rules() {
        return rules;
    }

    /** {@code chain forwards of table inet hostport}. */
    @Override
    public String toString() {
        return "chain " + text() + " of " + HostPortTable.TEXT;
    }
}
