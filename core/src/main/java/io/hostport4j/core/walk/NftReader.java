package io.hostport4j.core.walk;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code nft -j list ruleset} prints; rules as people know them are in what {@code nft -a list ruleset} prints. */
final class NftReader {
    /** Families whose chains a packet for a host port meets; bridge, arp and netdev are named and left out. */
    private static final Set<String> FAMILIES = Set.of("ip", "ip6", "inet");

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final NftSets sets = new NftSets();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
    private final List<String> unread = new ArrayList<>();

    /**
     * Reads a listing.
     *
     * @param text the same as nft's text with handles; where a rule is not in it, its JSON stands for it
     */
    static Ruleset read(String json, String text) {
        NftReader reader = new NftReader();
        try {
            List<JsonTree> objects = JsonTree.parse(json).member("nftables").map(JsonTree::items).orElse(List.of());
            reader.texts(text);
            reader.read(objects);
        } catch (JsonException e) {
            return new Ruleset(List.of(), List.of("nf_tables: what nft -j prints cannot be read: " + e.getMessage()));
        }
        List<Chain> all = reader.chains.entrySet().stream().map(entry -> new Chain(entry.getValue().table(), entry.getValue().name(),
                entry.getValue().base(), reader.rules.getOrDefault(entry.getKey(), List.of()))).toList();
        return new Ruleset(all, reader.unread);
    }

    private void read(List<JsonTree> objects) {
        // Rules name sets, and stand before some of them.
        for (JsonTree object : objects) {
            object.member("set").ifPresent(sets::add);
            object.member("map").ifPresent(sets::add);
            object.member("chain").ifPresent(this::chain);
        }
        NftRules parser = new NftRules(sets);
        objects.forEach(object -> object.member("rule").ifPresent(rule -> rule(rule, parser)));
    }

    private void chain(JsonTree json) {
        TableName table = table(json);
        String name = NftSets.text(json, "name");
        Optional<String> hookName = json.member("hook").map(JsonTree::text);
        Optional<Hook> hook = hookName.flatMap(Hook::named);
        if (!FAMILIES.contains(table.family()) || hookName.isPresent() && (hook.isEmpty() || hook.get() == Hook.INGRESS)) {
            if (hookName.isPresent()) {
                unread.add(table + " " + name + " (hook " + hookName.get() + ") is not walked");
            }
            return;
        }
        Optional<Chain.Base> base = hook.map(found -> new Chain.Base(found, Integer.parseInt(NftSets.text(json, "prio")),
                NftSets.text(json, "type").equals("nat"),
                NftSets.text(json, "policy").equals("drop") ? Effect.Verdict.DROP : Effect.Verdict.ACCEPT));
        chains.put(key(table, name), new Chain(table, name, base, List.of()));
    }

    private void rule(JsonTree json, NftRules parser) {
        TableName table = table(json);
        List<JsonTree> statements = json.member("expr").map(JsonTree::items).orElse(List.of());
        String text = texts.getOrDefault(table + " " + NftSets.text(json, "handle"), statements.toString());
        rules.computeIfAbsent(key(table, NftSets.text(json, "chain")), key -> new ArrayList<>())
                .add(new Rule(text, NftSets.text(json, "handle"), parser.parts(statements, table)));
    }

    /** The rules of a listing with handles, by their table and handle. */
    private void texts(String listing) {
        String table = "";
        for (String line : listing.lines().toList()) {
            int handle = line.lastIndexOf(" # handle ");
            String words = handle < 0 ? line.strip() : line.substring(0, handle).strip();
            if (line.startsWith("table ")) {
                table = words.substring("table ".length(), words.lastIndexOf(" {"));
            } else if (handle > 0 && !words.endsWith("{")) {
                texts.put(table + " " + line.substring(handle + " # handle ".length()).strip(), words);
            }
        }
    }

    private static TableName table(JsonTree json) {
        String name = json.member("table").map(JsonTree::text).orElse("");
        return new TableName(TableName.Maker.NFT, NftSets.text(json, "family"), name);
    }

    private static String key(TableName table, String chain) {
        return table + " " + chain;
    }
}
