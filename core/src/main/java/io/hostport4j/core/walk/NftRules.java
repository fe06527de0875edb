package io.hostport4j.core.walk;

import io.hostport4j.cni.json.JsonTree;
import io.hostport4j.core.model.Family;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Statements of nft's JSON (libnftables-json(5)). */
final class NftRules {
    /** What changes nothing on a packet's way. */
    private static final Set<String> HARMLESS = Set.of("counter", "log", "set", "map", "flow", "dup", "ct helper", "ct timeout", "ct expectation",
            "secmark", "last", "comment", "notrack flow");
    /** What lets some packets through and others not, by what was before. */
    private static final Set<String> BY_TRAFFIC = Set.of("limit", "quota", "ct count", "meter", "connlimit");
    private static final Set<String> RANDOM = Set.of("numgen", "jhash", "symhash");
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128);

    private final NftSets sets;
    private final NftExpressions expressions;

    NftRules(NftSets sets) {
        this.sets = sets;
        this.expressions = new NftExpressions(sets);
    }

    List<Part> parts(List<JsonTree> statements, TableName table) {
        List<Part> parts = new ArrayList<>();
        for (JsonTree statement : statements) {
            add(statement, table, parts::add);
        }
        return parts;
    }

    private void add(JsonTree statement, TableName table, Consumer<Part> to) {
        String key = statement.onlyKey().orElse("");
        JsonTree inner = statement.member(key).orElse(statement);
        switch (key) {
            case "match" -> to.accept(match(inner, table));
            case "xt" -> xt(inner, to);
            case "vmap" -> vmap(inner, table, to);
            case "mangle" -> mangle(inner, table).ifPresent(to);
            case "dnat" -> to.accept(dnat(inner, table));
            case "redirect" -> to.accept(new Effect.Redirect(port(inner, table)));
            case "snat" -> to.accept(new Effect.Snat(inner.member("addr").map(address -> expressions.parse(address, table))));
            case "masquerade" -> to.accept(new Effect.Snat(Optional.empty()));
            case "notrack" -> to.accept(new Effect.Untrack());
            default -> other(statement, key, to);
        }
    }

    private void other(JsonTree statement, String key, Consumer<Part> to) {
        Optional<Effect> verdict = verdict(statement);
        if (verdict.isPresent()) {
            to.accept(verdict.get());
        } else if (BY_TRAFFIC.contains(key)) {
            to.accept(Part.Condition.MAY);
        } else if (!HARMLESS.contains(key) && !key.equals("continue")) {
            to.accept(new Effect.Unreadable(key.isEmpty() ? statement.text() : key));
        }
    }

    private static Optional<Effect> verdict(JsonTree json) {
        String key = json.onlyKey().orElse("");
        String target = json.member(key).map(inner -> NftSets.text(inner, "target")).orElse("");
        return switch (key) {
            case "accept" -> Optional.of(Effect.Verdict.ACCEPT);
            case "drop" -> Optional.of(Effect.Verdict.DROP);
            case "reject" -> Optional.of(Effect.Verdict.REJECT);
            case "return" -> Optional.of(Effect.Verdict.RETURN);
            case "queue" -> Optional.of(Effect.Verdict.QUEUE);
            case "jump" -> Optional.of(new Effect.Jump(target));
            case "goto" -> Optional.of(new Effect.Goto(target));
            default -> Optional.empty();
        };
    }

    /** Matches and targets of iptables, which nft does not explain. */
    private static void xt(JsonTree json, Consumer<Part> to) {
        String name = NftSets.text(json, "name");
        switch (NftSets.text(json, "type")) {
            case "match" -> {
                if (!name.equals("comment")) {
                    to.accept(Part.Condition.MAY);
                }
            }
            case "watcher" -> { }
            default -> to.accept(new Effect.Unreadable("iptables' " + (name.isEmpty() ? "extension" : name)));
        }
    }

    private Part match(JsonTree json, TableName table) {
        Optional<JsonTree> left = json.member("left");
        Optional<JsonTree> right = json.member("right");
        String operator = NftSets.text(json, "op");
        if (left.isEmpty() || right.isEmpty()) {
            return Part.Condition.MAY;
        }
        Expression field = expressions.parse(left.get(), table);
        if (NftExpressions.isTcpFlags(left.get())) {
            return flags(field, right.get(), operator);
        }
        if (left.get().hasKey("fib") && !Set.of("true", "false").contains(right.get().text()) && !right.get().text().matches("[a-z]+")) {
            return Part.Condition.MAY;
        }
        Pattern pattern = sets.pattern(right.get(), table);
        return switch (operator) {
            case "==", "in" -> new Part.Condition(field, pattern, false);
            case "!=" -> new Part.Condition(field, pattern, true);
            case "<", ">", "<=", ">=" -> compare(field, operator, pattern);
            default -> Part.Condition.MAY;
        };
    }

    private static Part flags(Expression field, JsonTree right, String operator) {
        JsonTree names = right.member("|").orElse(right);
        Optional<Integer> bits = Literal.number(right.text()).map(BigInteger::intValue)
                .or(() -> Literal.tcpFlags(names.items().stream().map(JsonTree::text).toList()));
        if (bits.isEmpty()) {
            return Part.Condition.MAY;
        }
        Expression wanted = Fields.constant(Value.of(bits.get()));
        Pattern exactly = Pattern.of(Integer.toString(bits.get()));
        return switch (operator) {
            case "==" -> new Part.Condition(field, exactly, false);
            case "!=" -> new Part.Condition(field, exactly, true);
            case "in" -> new Part.Condition(Fields.calculate(field, wanted, BigInteger::and), Pattern.of("0"), true);
            default -> Part.Condition.MAY;
        };
    }

    private static Part compare(Expression field, String operator, Pattern pattern) {
        if (!(pattern instanceof Pattern.Span span)) {
            return Part.Condition.MAY;
        }
        Pattern wanted = switch (operator) {
            case "<" -> new Pattern.Span(BigInteger.ZERO, span.low().subtract(BigInteger.ONE));
            case "<=" -> new Pattern.Span(BigInteger.ZERO, span.high());
            case ">" -> new Pattern.Span(span.high().add(BigInteger.ONE), MOST);
            default -> new Pattern.Span(span.low(), MOST);
        };
        return Part.Condition.of(field, wanted);
    }

    private void vmap(JsonTree json, TableName table, Consumer<Part> to) {
        Optional<JsonTree> key = json.member("key");
        Optional<List<NftSets.Entry>> entries = json.member("data").flatMap(data -> sets.entries(data, table));
        if (key.isEmpty() || entries.isEmpty()) {
            to.accept(new Effect.Unreadable("vmap"));
            return;
        }
        List<Effect.VerdictMap.Case> cases = entries.get().stream()
                .map(entry -> new Effect.VerdictMap.Case(entry.key(), verdict(entry.data()).orElse(new Effect.Unreadable(entry.data().text())))).toList();
        to.accept(new Effect.VerdictMap(expressions.parse(key.get(), table), cases, key.get().onlyKey().filter(RANDOM::contains).isPresent()));
    }

    private Optional<Part> mangle(JsonTree json, TableName table) {
        Expression value = json.member("value").map(tree -> expressions.parse(tree, table)).orElse(Expression.UNKNOWN);
        Optional<JsonTree> key = json.member("key");
        if (key.flatMap(tree -> tree.member("meta")).filter(meta -> NftSets.text(meta, "key").equals("mark")).isPresent()) {
            return Optional.of(new Effect.SetMark(value));
        }
        if (key.flatMap(tree -> tree.member("ct")).filter(ct -> NftSets.text(ct, "key").equals("mark")).isPresent()) {
            return Optional.of(new Effect.SetConnectionMark(value));
        }
        boolean moves = key.flatMap(tree -> tree.member("payload")).filter(payload -> Set.of("saddr", "daddr", "sport", "dport")
                .contains(NftSets.text(payload, "field"))).isPresent();
        return moves ? Optional.of(new Effect.Unreadable("a change of the packet's addresses")) : Optional.empty();
    }

    private Effect dnat(JsonTree json, TableName table) {
        Expression address = json.member("addr").map(tree -> expressions.parse(tree, table)).orElse(Fields.DESTINATION);
        Expression ofFamily = switch (NftSets.text(json, "family")) {
            case "ip" -> Fields.of(Family.IPV4, address);
            case "ip6" -> Fields.of(Family.IPV6, address);
            default -> address;
        };
        return new Effect.Dnat(ofFamily, port(json, table));
    }

    private Optional<Expression> port(JsonTree json, TableName table) {
        return json.member("port").map(tree -> expressions.parse(tree, table));
    }
}
