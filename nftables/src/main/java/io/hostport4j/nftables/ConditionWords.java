package io.hostport4j.nftables;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of conditions as the beginning of one rule. They come from whoever wrote the configuration, and must stay what they are called:
 * each sign that could end the rule, and each word that does something to a packet or to the rule set, is refused.
 */
final class ConditionWords {
    /** None of these begins a comment, a string, a variable or another command, or names an object; blanks only between words. */
    private static final Pattern SIGNS = Pattern.compile("[A-Za-z0-9 .:/_,=!<>&|*+{}()-]*");
    /** As nft's scanner divides a text: what begins with a digit may be a number and a word behind it. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z][A-Za-z0-9/_.-]*|[0-9]+|[^A-Za-z0-9]");
    private static final Pattern SET = Pattern.compile("\\{[^{}]*\\}");

    /** Verdicts, statements, commands, and what says where in a chain a rule shall be ({@code nft(8)}). */
    private static final Set<String> FORBIDDEN = Set.of(
            "accept", "drop", "continue", "return", "jump", "goto", "queue", "reject",
            "dnat", "snat", "masquerade", "redirect", "tproxy", "notrack", "flow", "dup", "fwd", "synproxy",
            "counter", "log", "quota", "last", "set", "map", "vmap", "meter", "xt", "comment", "name",
            "handle", "position", "index", "add", "create", "insert", "replace", "update", "delete", "destroy", "flush", "list", "reset",
            "rename", "import", "export", "monitor", "describe", "include", "define", "redefine", "undefine",
            "table", "chain", "rule", "element", "flowtable", "hook", "policy");

    private ConditionWords() {}

    /**
     * The words as one text.
     *
     * @param family whose conditions these are
     * @throws InvalidRequestException when they are not only conditions; names the word
     */
    static String of(Conditions conditions, Family family) {
        String key = switch (family) {
            case IPV4 -> "conditionsV4";
            case IPV6 -> "conditionsV6";
        };
        if (conditions.dialect().filter(dialect -> dialect != Conditions.Dialect.NFTABLES).isPresent()) {
            throw new InvalidRequestException(key, conditions.toString(), "give conditions in the words of nft");
        }
        for (String word : conditions.words()) {
            check(word, key);
        }
        String text = String.join(" ", conditions.words());
        if (SET.matcher(text).replaceAll("").matches(".*[{}].*")) {
            throw new InvalidRequestException(key, text, "close each '{' by one '}' before the next");
        }
        return text;
    }

    private static void check(String word, String key) {
        if (word.isBlank() || !SIGNS.matcher(word).matches()) {
            throw new InvalidRequestException(key, word,
                    "use letters, digits and the signs . : / _ , = ! < > & | * + - ( ) { }, with blanks between words");
        }
        forbidden(word).ifPresent(found -> {
            throw new InvalidRequestException(key, word, "\"" + found + "\" is no condition; leave it out");
        });
    }

    private static Optional<String> forbidden(String word) {
        Matcher matcher = TOKEN.matcher(word);
        while (matcher.find()) {
            String token = matcher.group().toLowerCase(Locale.ROOT);
            if (FORBIDDEN.contains(token) && !isPartOfAddress(word, token, matcher.start(), matcher.end())) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }

    /** "add" is also a group of hexadecimal digits. */
    private static boolean isPartOfAddress(String word, String token, int start, int end) {
        return token.equals("add") && (start > 0 && word.charAt(start - 1) == ':' || end < word.length() && word.charAt(end) == ':');
    }
}
