package io.hostport4j.nftables;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as it was found.
 *
 * @param chain whose it is
 * @param handle the kernel's number for it
 * @param text in the words of {@link ExpressionText}, without the comment
 * @param anonymousSets how many there are in it; the kernel gives each a handle before that of the rule
 * @param target the chain that it jumps to, where that is the last it does
 */
record FoundRule(String chain, long handle, String text, int anonymousSets, Optional<String> comment, Optional<String> target) {
    static FoundRule parse(JsonValue rule) {
        JsonValue statements = rule.member("expr").orElse(new JsonValue(List.of()));
        List<JsonValue> all = statements.items();
        Optional<String> target = all.isEmpty() ? Optional.empty()
                : all.get(all.size() - 1).member("jump").map(jump -> jump.get("target").text());
        return new FoundRule(rule.get("chain").text(), rule.get("handle").number(), ExpressionText.of(statements), anonymousSets(statements),
                rule.member("comment").map(JsonValue::text), target);
    }

    private static int anonymousSets(JsonValue value) {
        int sets = 0;
        if (value.value() instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                JsonValue content = (JsonValue) member.getValue();
                sets += anonymousSets(content) + (member.getKey().equals("set") && content.value() instanceof List<?> ? 1 : 0);
            }
        } else if (value.value() instanceof List<?>) {
            for (JsonValue item : value.items()) {
                sets += anonymousSets(item);
            }
        }
        return sets;
    }
}
