package io.hostport4j.core.walk;

import io.hostport4j.cni.json.JsonTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The named sets and maps of a listing, and what stands for values in nft's JSON (libnftables-json(5)).
 */
final class NftSets {
    private static final List<String> BY_TRAFFIC = List.of("dynamic", "timeout");
    private static final String CATCH_ALL = "*";

    private final Map<String, JsonTree> found = new HashMap<>();

    /** @param set what the listing has as {@code set} or {@code map} */
    void add(JsonTree set) {
        found.put(key(text(set, "family"), text(set, "table"), text(set, "name")), set);
    }

    /**
     * The values that a rule compares with.
     *
     * @param table the rule's
     */
    Pattern pattern(JsonTree json, TableName table) {
        if (json.isScalar()) {
            return scalar(json.text(), table);
        }
        if (json.isList()) {
            return new Pattern.AnyOf(json.items().stream().map(item -> pattern(item, table)).toList());
        }
        JsonTree inner = json.onlyKey().flatMap(json::member).orElse(json);
        return switch (json.onlyKey().orElse("")) {
            case "set" -> new Pattern.AnyOf(inner.items().stream().map(item -> pattern(item, table)).toList());
            case "concat" -> new Pattern.Row(inner.items().stream().map(item -> pattern(item, table)).toList());
            case "range" -> Pattern.range(inner.items().get(0).text(), inner.items().get(1).text());
            case "prefix" -> Literal.address(text(inner, "addr"))
                    .map(address -> Pattern.prefix(address, Integer.parseInt(text(inner, "len")))).orElse(Pattern.Unknowable.UNKNOWABLE);
            case "elem" -> inner.member("val").map(value -> pattern(value, table)).orElse(Pattern.Unknowable.UNKNOWABLE);
            default -> Pattern.Unknowable.UNKNOWABLE;
        };
    }

    /** A key of a map with what it stands for; an unknown key when the traffic fills the map. */
    record Entry(Pattern key, JsonTree data) {}

    /**
     * The entries of a map, a catch-all last; empty when there is no such map.
     *
     * @param data {@code "@name"}, or the map itself
     */
    Optional<List<Entry>> entries(JsonTree data, TableName table) {
        Optional<JsonTree> named = data.isScalar() && data.text().startsWith("@") ? named(data.text(), table) : Optional.empty();
        Optional<JsonTree> elements = named.isPresent() ? Optional.of(named.get()) : data.member("set");
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        boolean byTraffic = named.isPresent() && isByTraffic(named.get());
        List<Entry> entries = new ArrayList<>();
        List<Entry> last = new ArrayList<>();
        List<JsonTree> pairs = named.isPresent() ? named.get().member("elem").map(JsonTree::items).orElse(List.of()) : elements.get().items();
        for (JsonTree pair : pairs) {
            Pattern key = pattern(pair.items().get(0), table);
            Entry entry = new Entry(byTraffic ? Pattern.Unknowable.UNKNOWABLE : key, pair.items().get(1));
            (key == Pattern.Anything.ANYTHING ? last : entries).add(entry);
        }
        entries.addAll(last);
        return Optional.of(entries);
    }

    static String text(JsonTree json, String name) {
        return json.member(name).map(JsonTree::text).orElse("");
    }

    private Pattern scalar(String text, TableName table) {
        if (text.equals(CATCH_ALL)) {
            return Pattern.Anything.ANYTHING;
        }
        if (!text.startsWith("@")) {
            return Pattern.of(text);
        }
        Optional<JsonTree> set = named(text, table);
        if (set.isEmpty() || isByTraffic(set.get())) {
            return Pattern.Unknowable.UNKNOWABLE;
        }
        // Of a map the keys count, which stand first in each pair.
        boolean map = set.get().hasKey("map");
        return new Pattern.AnyOf(set.get().member("elem").map(JsonTree::items).orElse(List.of()).stream()
                .map(item -> pattern(map ? item.items().get(0) : item, table)).toList());
    }

    private Optional<JsonTree> named(String reference, TableName table) {
        return Optional.ofNullable(found.get(key(table.family(), table.name(), reference.substring(1))));
    }

    private static boolean isByTraffic(JsonTree set) {
        return set.member("flags").map(JsonTree::items).orElse(List.of()).stream().anyMatch(flag -> BY_TRAFFIC.contains(flag.text()));
    }

    private static String key(String family, String table, String name) {
        return family + " " + table + " " + name;
    }
}
