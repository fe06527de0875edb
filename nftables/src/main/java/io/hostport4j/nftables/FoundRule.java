package io.hostport4j.nftables;

import java.util.List;
import java.util.Optional;

/**
 * A rule as it was found.
 *
 * @param chain whose it is
 * @param handle the kernel's number for it
 * @param text in the words of {@link ExpressionText}, without the comment
 * @param target the chain that it jumps to, where that is the last it does
 */
record FoundRule(String chain, long handle, String text, Optional<String> comment, Optional<String> target) {
    static FoundRule parse(JsonValue rule) {
        JsonValue statements = rule.member("expr").orElse(new JsonValue(List.of()));
        List<JsonValue> all = statements.items();
        Optional<String> target = all.isEmpty() ? Optional.empty()
                : all.get(all.size() - 1).member("jump").map(jump -> jump.get("target").text());
        return new FoundRule(rule.get("chain").text(), rule.get("handle").number(), ExpressionText.of(statements),
                rule.member("comment").map(JsonValue::text), target);
    }
}
