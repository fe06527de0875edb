package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What iptables-save or ip6tables-save prints. */
final class IptablesReader {
    private static final String APPEND = "-A ";
    /** Those that match by themselves, also where no option says what. */
    private static final Set<String> BY_TRAFFIC = Set.of("limit", "socket", "statistic", "recent", "bpf", "time");

    private final TableName.Maker maker;
    private final Family family;
    private final List<Chain> chains = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    private IptablesReader(TableName.Maker maker, Family family) {
        this.maker = maker;
        this.family = family;
    }

    static Ruleset read(String saved, TableName.Maker maker, Family family) {
        IptablesReader reader = new IptablesReader(maker, family);
        TableName table = reader.table("");
        Map<String, String> policies = new LinkedHashMap<>();
        Map<String, List<String>> rules = new LinkedHashMap<>();
        for (String line : saved.lines().toList()) {
            if (line.startsWith("# Table `")) {
                reader.unread.add(reader.table(line.substring(line.indexOf('`') + 1, line.indexOf('\'')))
                        + " has rules that only nft can show");
            } else if (line.startsWith("*")) {
                table = reader.table(line.substring(1));
                policies.clear();
                rules.clear();
            } else if (line.startsWith(":")) {
                policies.put(line.substring(1, line.indexOf(' ')), line.split(" ")[1]);
            } else if (line.startsWith(APPEND)) {
                String chain = line.split(" ")[1];
                rules.computeIfAbsent(chain, name -> new ArrayList<>()).add(line);
            } else if (line.equals("COMMIT")) {
                reader.table(table, policies, rules);
            }
        }
        return new Ruleset(reader.chains, reader.unread);
    }

    private TableName table(String name) {
        return new TableName(maker, family == Family.IPV4 ? "ip" : "ip6", name);
    }

    private void table(TableName table, Map<String, String> policies, Map<String, List<String>> rules) {
        policies.forEach((name, policy) -> {
            Optional<Chain.Base> base = policy.equals("-") ? Optional.empty() : Hook.named(name).map(hook -> new Chain.Base(hook,
                    priority(table.name(), hook), table.name().equals("nat"),
                    policy.equals("DROP") ? Effect.Verdict.DROP : Effect.Verdict.ACCEPT));
            List<Rule> parsed = rules.getOrDefault(name, List.of()).stream().map(line -> rule(line, policies.keySet())).toList();
            chains.add(new Chain(table, name, base, parsed));
        });
    }

    /** {@code enum nf_ip_hook_priorities}, linux/netfilter_ipv4.h. */
    private static int priority(String table, Hook hook) {
        return switch (table) {
            case "raw" -> -300;
            case "mangle" -> -150;
            case "nat" -> hook.natPriority();
            case "security" -> 50;
            default -> 0;
        };
    }

    private static Rule rule(String line, Set<String> chains) {
        List<String> words = Words.split(line);
        List<Part> parts = new ArrayList<>();
        String module = "";
        int at = 2;
        while (at < words.size()) {
            boolean inverted = words.get(at).equals("!");
            at += inverted ? 1 : 0;
            String option = words.get(at);
            int end = at + 1;
            if (option.equals("-j")) {
                parts.addAll(IptablesTargets.of(words.get(end), words.subList(end + 1, words.size()), chains));
                break;
            }
            while (end < words.size() && !isOption(words.get(end))) {
                end++;
            }
            if (option.equals("--comment")) {
                // It may begin like an option.
                end = Math.max(end, at + 2);
            }
            List<String> values = words.subList(at + 1, Math.min(end, words.size()));
            switch (option) {
                case "-m" -> {
                    module = values.get(0);
                    if (BY_TRAFFIC.contains(module)) {
                        parts.add(Part.Condition.MAY);
                    }
                }
                case "-g" -> parts.add(new Effect.Goto(values.get(0)));
                default -> parts.add(IptablesMatches.of(module, option, inverted, values));
            }
            at = end;
        }
        return new Rule(line, "", parts);
    }

    private static boolean isOption(String word) {
        return word.equals("!") || word.startsWith("--") || word.matches("-[a-zA-Z]");
    }
}
