package io.hostport4j.core.walk;

import io.hostport4j.cni.json.JsonTree;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Protocol;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Expressions of nft's JSON (libnftables-json(5)); one that it does not know is unknown for every packet. */
final class NftExpressions {
    private static final Set<Protocol> ALL = Set.of(Protocol.values());

    private final NftSets sets;

    NftExpressions(NftSets sets) {
        this.sets = sets;
    }

    Expression parse(JsonTree json, TableName table) {
        if (json.isScalar()) {
            return constant(json.text());
        }
        if (json.isList()) {
            // Several names in one place are bits.
            return Literal.tcpFlags(json.items().stream().map(JsonTree::text).toList())
                    .map(bits -> Fields.constant(Value.of(bits))).orElse(Expression.UNKNOWN);
        }
        JsonTree inner = json.onlyKey().flatMap(json::member).orElse(json);
        return switch (json.onlyKey().orElse("")) {
            case "payload" -> payload(inner);
            case "meta" -> meta(NftSets.text(inner, "key"));
            case "ct" -> ct(inner);
            case "fib" -> fib(inner);
            case "concat" -> Fields.row(inner.items().stream().map(item -> parse(item, table)).toList());
            case "map" -> map(inner, table);
            case "&" -> calculate(inner, table, BigInteger::and);
            case "|" -> calculate(inner, table, BigInteger::or);
            case "^" -> calculate(inner, table, BigInteger::xor);
            case "<<" -> calculate(inner, table, (a, b) -> a.shiftLeft(b.intValue()));
            case ">>" -> calculate(inner, table, (a, b) -> a.shiftRight(b.intValue()));
            default -> Expression.UNKNOWN;
        };
    }

    /** Whether it is TCP's flags, perhaps masked. */
    static boolean isTcpFlags(JsonTree json) {
        JsonTree field = json.member("&").map(both -> both.items().get(0)).orElse(json);
        return field.member("payload").filter(payload -> NftSets.text(payload, "protocol").equals("tcp")
                && NftSets.text(payload, "field").equals("flags")).isPresent();
    }

    private static Expression constant(String text) {
        return Literal.number(text).map(number -> Fields.constant(new Value.Num(number, number)))
                .or(() -> Literal.address(text).map(address -> Fields.constant(Value.of(address))))
                .orElseGet(() -> Fields.constant(new Value.Text(text)));
    }

    private Expression calculate(JsonTree both, TableName table, BinaryOperator<BigInteger> operator) {
        List<JsonTree> items = both.items();
        return Fields.calculate(parse(items.get(0), table), parse(items.get(1), table), operator);
    }

    private static Expression payload(JsonTree json) {
        String field = NftSets.text(json, "field");
        return switch (NftSets.text(json, "protocol")) {
            case "ip" -> Fields.of(Family.IPV4, network(field, "protocol"));
            case "ip6" -> Fields.of(Family.IPV6, network(field, "nexthdr"));
            case "th" -> Fields.of(ALL, transport(field));
            case "tcp" -> Fields.of(Set.of(Protocol.TCP), transport(field));
            case "udp" -> Fields.of(Set.of(Protocol.UDP), transport(field));
            case "sctp" -> Fields.of(Set.of(Protocol.SCTP), transport(field));
            case "icmp", "icmpv6", "igmp", "esp", "ah", "gre", "dccp", "udplite", "arp" -> scene -> Value.Lack.ABSENT;
            default -> Expression.UNKNOWN;
        };
    }

    private static Expression network(String field, String protocol) {
        if (field.equals(protocol)) {
            return Fields.PROTOCOL;
        }
        return switch (field) {
            case "saddr" -> Fields.SOURCE;
            case "daddr" -> Fields.DESTINATION;
            case "frag-off" -> Fields.constant(Value.of(0));
            default -> Expression.UNKNOWN;
        };
    }

    private static Expression transport(String field) {
        return switch (field) {
            case "sport" -> Fields.SOURCE_PORT;
            case "dport" -> Fields.DESTINATION_PORT;
            case "flags" -> Fields.TCP_FLAGS;
            default -> Expression.UNKNOWN;
        };
    }

    private static Expression meta(String key) {
        return switch (key) {
            case "iif", "iifname" -> Fields.IN;
            case "oif", "oifname" -> Fields.OUT;
            case "l4proto" -> Fields.PROTOCOL;
            case "nfproto" -> Fields.FAMILY;
            case "protocol" -> scene -> new Value.Text(scene.packet().family() == Family.IPV4 ? "ip" : "ip6");
            case "mark" -> Fields.MARK;
            case "pkttype" -> Fields.constant(new Value.Flags(Set.of("host", "unicast")));
            default -> Expression.UNKNOWN;
        };
    }

    private static Expression ct(JsonTree json) {
        boolean original = NftSets.text(json, "dir").equals("original");
        return switch (NftSets.text(json, "key")) {
            case "state" -> Fields.STATE;
            case "status" -> Fields.STATUS;
            case "mark" -> Fields.CONNECTION_MARK;
            case "direction" -> Fields.DIRECTION;
            case "daddr", "ip daddr", "ip6 daddr" -> original ? Fields.ASKED_ADDRESS : Expression.UNKNOWN;
            case "proto-dst" -> original ? Fields.ASKED_PORT : Expression.UNKNOWN;
            case "protocol" -> Fields.PROTOCOL;
            default -> Expression.UNKNOWN;
        };
    }

    private static Expression fib(JsonTree json) {
        List<String> flags = json.member("flags").map(JsonTree::items).orElse(List.of()).stream().map(JsonTree::text).toList();
        String result = NftSets.text(json, "result");
        if (result.equals("type")) {
            return flags.equals(List.of("daddr")) ? Fields.DESTINATION_TYPE
                    : flags.equals(List.of("saddr")) ? Fields.SOURCE_TYPE : Expression.UNKNOWN;
        }
        return flags.contains("saddr") && flags.contains("iif") ? Fields.REVERSE_PATH : Expression.UNKNOWN;
    }

    private Expression map(JsonTree json, TableName table) {
        Optional<List<NftSets.Entry>> entries = json.member("data").flatMap(data -> sets.entries(data, table));
        Optional<JsonTree> key = json.member("key");
        if (entries.isEmpty() || key.isEmpty()) {
            return Expression.UNKNOWN;
        }
        Expression left = parse(key.get(), table);
        return scene -> {
            Value value = left.in(scene);
            for (NftSets.Entry entry : entries.get()) {
                Tri matches = value == Value.Lack.ABSENT ? Tri.NO : value == Value.Lack.UNKNOWN ? Tri.MAY : entry.key().matches(value);
                if (matches != Tri.NO) {
                    return matches == Tri.YES ? parse(entry.data(), table).in(scene) : Value.Lack.UNKNOWN;
                }
            }
            return Value.Lack.ABSENT;
        };
    }
}
