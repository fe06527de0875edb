package io.hostport4j.nftables;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rules in nft's words, made of the JSON of {@code nft -n}: the same whichever version of nft listed them. Covers what the rules of
 * the table are made of; all else comes out as JSON, which is no rule of the table.
 */
final class ExpressionText {
    /** Numbers that {@code -n} prints for words ({@code NFPROTO_*}, {@code RTN_LOCAL}, {@code IPS_DST_NAT}). */
    private static final Map<String, Map<String, String>> WORDS = Map.of(
            "meta nfproto", Map.of("2", "ipv4", "10", "ipv6"),
            "fib daddr type", Map.of("2", "local"),
            "ct status", Map.of("32", "dnat"));
    /** Keys of {@code meta} that nft writes without that word. */
    private static final List<String> BARE_META = List.of("iif", "oif", "iifname", "oifname", "mark");

    private ExpressionText() {}

    /** @param statements the member {@code expr} of a rule */
    static String of(JsonValue statements) {
        return statements.items().stream().map(ExpressionText::statement).collect(Collectors.joining(" "));
    }

    private static String statement(JsonValue statement) {
        Map.Entry<String, JsonValue> only = statement.only().orElse(null);
        if (only == null) {
            return statement.toString();
        }
        JsonValue content = only.getValue();
        return switch (only.getKey()) {
            case "match" -> match(content);
            case "jump", "goto" -> only.getKey() + " " + content.get("target").text();
            case "dnat" -> dnat(statement, content);
            case "accept", "drop", "return", "masquerade" -> content.isScalar() ? only.getKey() : statement.toString();
            default -> statement.toString();
        };
    }

    private static String match(JsonValue match) {
        String left = expression(match.get("left"));
        String right = right(left, match.get("right"));
        // Versions do not agree on the operator of flags: "in" or "==".
        String operator = match.get("op").text();
        return left + (operator.equals("==") || operator.equals("in") ? " " : " " + operator + " ") + right;
    }

    private static String right(String left, JsonValue right) {
        String text = expression(right);
        if (left.equals("iif")) {
            return "\"" + text + "\"";
        }
        return WORDS.getOrDefault(left, Map.of()).getOrDefault(text, text);
    }

    /** Only as the table has it: to a map's answer, without ports or flags. */
    private static String dnat(JsonValue statement, JsonValue dnat) {
        boolean asInTheTable = dnat.value() instanceof Map<?, ?> members && members.size() == 2 && dnat.member("family").isPresent();
        return asInTheTable ? "dnat " + dnat.get("family").text() + " to " + expression(dnat.get("addr")) : statement.toString();
    }

    private static String expression(JsonValue expression) {
        if (expression.isScalar()) {
            return expression.text();
        }
        Map.Entry<String, JsonValue> only = expression.only().orElse(null);
        if (only == null) {
            return expression.toString();
        }
        JsonValue content = only.getValue();
        return switch (only.getKey()) {
            case "payload" -> content.member("field").isPresent()
                    ? content.get("protocol").text() + " " + content.get("field").text() : expression.toString();
            case "meta" -> meta(content.get("key").text());
            case "ct" -> content.member("dir").isPresent() ? expression.toString() : "ct " + content.get("key").text();
            case "fib" -> "fib " + joined(content.get("flags"), " . ") + " " + content.get("result").text();
            case "concat" -> joined(content, " . ");
            case "map" -> expression(content.get("key")) + " map " + expression(content.get("data"));
            case "prefix" -> expression(content.get("addr")) + "/" + content.get("len").text();
            case "range" -> joined(content, "-");
            case "set" -> "{ " + joined(content, ", ") + " }";
            default -> expression.toString();
        };
    }

    private static String meta(String key) {
        return BARE_META.contains(key) ? key : "meta " + key;
    }

    private static String joined(JsonValue items, String sign) {
        return items.items().stream().map(ExpressionText::expression).collect(Collectors.joining(sign));
    }
}
