package io.hostport4j.core.tool;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule's words as iptables-save writes and iptables-restore reads them ({@code add_param_to_argv}, iptables/xshared.c): divided by
 * blanks; between quotation marks a backslash takes the next character as it is, and nothing else ends the word.
 */
public final class Words {
    private Words() {}

    /** The words of a line. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (quoted && c != '"') {
                word.append(c);
            } else if (c == '"') {
                quoted = !quoted;
                if (!quoted) {
                    end(word, words);
                }
            } else if (c != ' ' && c != '\t') {
                word.append(c);
            } else if (!word.isEmpty()) {
                end(word, words);
            }
        }
        if (!word.isEmpty()) {
            end(word, words);
        }
        return words;
    }

    /** A line that {@link #split} makes the same words of; none of them may hold a line feed or NUL. */
    public static String join(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.isEmpty() ? "" : " ").append(isPlain(word) ? word : quote(word));
        }
        return line.toString();
    }

    private static void end(StringBuilder word, List<String> words) {
        words.add(word.toString());
        word.setLength(0);
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_./:,[]!".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static String quote(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
