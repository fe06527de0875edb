package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.tool.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words of a caller that become part of a rule: they may say which packets, and nothing else. */
final class ConditionWords {
    /** Short options that say which packets; the first four take a value, which may follow without a blank. */
    private static final String MATCHES_WITH_VALUE = "sdiom";
    private static final String MATCH_WITHOUT_VALUE = "-f";
    /** Long options of iptables that say something else; getopt_long takes each of their beginnings for them (iptables/xshared.h). */
    private static final List<String> OTHER_OPTIONS = List.of("append", "delete", "delete-chain", "check", "insert", "replace", "list",
            "list-rules", "flush", "zero", "new-chain", "rename-chain", "policy", "table", "jump", "goto", "protocol", "set-counters",
            "modprobe", "wait", "wait-interval", "verbose", "numeric", "exact", "line-numbers", "version", "help", "ipv4", "ipv6");
    /** Beginnings that are also options of matches by their whole name: recent and policy. */
    private static final Set<String> MATCH_OPTIONS = Set.of("set", "pol", "proto");
    /** iptables-restore reads lines of 10,240 bytes at most, and what is longer as two: half of that leaves room for the rest. */
    private static final int BYTES_MAX = 5_000;
    /** What iptables-save prints first, in this order. */
    private static final Map<String, String> FIRST = first();

    private ConditionWords() {}

    /** @throws InvalidRequestException when a word could do more than say which packets */
    static void check(Family family, List<String> words) {
        String key = family == Family.IPV4 ? "conditionsV4" : "conditionsV6";
        for (String word : words) {
            objection(word).ifPresent(objection -> {
                throw new InvalidRequestException(key, word, objection);
            });
        }
        if (Words.join(words).getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new InvalidRequestException(key, words.get(0) + " ...", "give at most " + BYTES_MAX + " bytes");
        }
    }

    /**
     * The same words as iptables-save would print them, as far as that can be told here: equal results mean the same, different ones
     * may.
     */
    static List<String> normal(List<String> words) {
        Map<String, List<String>> first = new LinkedHashMap<>();
        FIRST.values().forEach(option -> first.put(option, List.of()));
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean negated = words.get(i).equals("!") && i + 1 < words.size();
            String option = words.get(negated ? i + 1 : i);
            String name = FIRST.get(option);
            int value = negated ? i + 2 : i + 1;
            if (name == null || value >= words.size() || !first.get(name).isEmpty()) {
                rest.add(words.get(i));
            } else {
                String text = value(name, words.get(value));
                first.put(name, negated ? List.of("!", name, text) : List.of(name, text));
                i = value;
            }
        }
        List<String> normal = new ArrayList<>();
        first.values().forEach(normal::addAll);
        normal.addAll(rest);
        return normal;
    }

    private static Optional<String> objection(String word) {
        if (word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.of("use no control characters");
        }
        if (word.startsWith("--")) {
            return isOther(word) ? Optional.of("say which packets, and leave the rest of the rule to this program") : Optional.empty();
        }
        boolean match = !word.startsWith("-") || word.equals(MATCH_WITHOUT_VALUE)
                || word.length() > 1 && MATCHES_WITH_VALUE.indexOf(word.charAt(1)) >= 0;
        return match ? Optional.empty() : Optional.of("of the short options only -s, -d, -i, -o, -m and -f say which packets");
    }

    private static boolean isOther(String word) {
        String name = word.substring(2, word.contains("=") ? word.indexOf('=') : word.length());
        return !MATCH_OPTIONS.contains(name) && OTHER_OPTIONS.stream().anyMatch(option -> option.startsWith(name));
    }

    private static String value(String option, String value) {
        boolean address = option.equals("-s") || option.equals("-d");
        return address ? Subnet.parse(value).map(subnet -> subnet.masked().toString()).orElse(value) : value;
    }

    private static Map<String, String> first() {
        Map<String, String> names = new LinkedHashMap<>();
        List.of("-s", "--source", "--src").forEach(name -> names.put(name, "-s"));
        List.of("-d", "--destination", "--dst").forEach(name -> names.put(name, "-d"));
        List.of("-i", "--in-interface").forEach(name -> names.put(name, "-i"));
        List.of("-o", "--out-interface").forEach(name -> names.put(name, "-o"));
        return names;
    }
}
