package io.hostport4j.cni.install;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as patch(1) reads it, in one piece. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private final List<String> before;
    private final List<String> after;

    private UnifiedDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /** Nothing when the texts are equal. */
    static String of(String beforeName, String before, String afterName, String after) {
        return before.equals(after) ? "" : "--- " + beforeName + "\n+++ " + afterName + "\n" + new UnifiedDiff(before, after).hunk();
    }

    private String hunk() {
        int shorter = Math.min(before.size(), after.size());
        int same = 0;
        while (same < shorter && before.get(same).equals(after.get(same))) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < shorter - same
                && before.get(before.size() - 1 - sameAtEnd).equals(after.get(after.size() - 1 - sameAtEnd))) {
            sameAtEnd++;
        }
        int from = Math.max(0, same - CONTEXT);
        int behind = Math.min(CONTEXT, sameAtEnd);
        int beforeEnd = before.size() - sameAtEnd;
        int afterEnd = after.size() - sameAtEnd;
        StringBuilder hunk = new StringBuilder("@@ -" + range(from, beforeEnd + behind) + " +" + range(from, afterEnd + behind) + " @@\n");
        append(" ", before.subList(from, same), hunk);
        append("-", before.subList(same, beforeEnd), hunk);
        append("+", after.subList(same, afterEnd), hunk);
        append(" ", before.subList(beforeEnd, beforeEnd + behind), hunk);
        return hunk.toString();
    }

    private static String range(int from, int to) {
        // GNU diff numbers a range without lines by the line before it.
        return (to == from ? from : from + 1) + "," + (to - from);
    }

    private static void append(String mark, List<String> lines, StringBuilder hunk) {
        for (String line : lines) {
            hunk.append(mark).append(line).append(line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
        }
    }

    /** With their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
