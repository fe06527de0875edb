package io.hostport4j.nftables;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nft, or the kernel by nft, refused something; nothing was changed. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** {@code /dev/stdin:1:34-43: Error: Could not process rule: File exists}. */
    private static final Pattern FIRST = Pattern.compile("(?m)^.*?Error: (.*)$");
    private static final int SHOWN = 200;

    /** What a refusal is about, told by the words of {@code strerror(3)}, which nft 1.0 passes on in the C locale. */
    enum Kind {
        /** What shall be made is there already, and is perhaps another (EEXIST). */
        EXISTS("File exists"),
        /** What shall be changed is not there (ENOENT). */
        MISSING("No such file or directory"),
        /** Anything else. */
        OTHER("");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Kind kind;
    private final String command;

    /** @param message what nft wrote to standard error */
    RefusedException(String operation, String message) {
        super(operation + ": " + shown(message));
        String error = error(message);
        this.kind = List.of(Kind.values()).stream().filter(candidate -> error.contains(candidate.words)).findFirst().orElseThrow();
        this.command = lineBehindError(message).orElse("");
    }

    Kind kind() {
        return kind;
    }

    /** The command that nft quotes in its message. */
    String command() {
        return command;
    }

    /** The first error counts: those behind it are often of its making. */
    private static String error(String message) {
        Matcher matcher = FIRST.matcher(message);
        return matcher.find() ? matcher.group(1) : message;
    }

    /** The error, and what nft underlines. */
    private static String shown(String message) {
        String error = error(message);
        Matcher underline = Pattern.compile("(?m)^[ \t]*(\\^[\\^~]*)[ \t]*$").matcher(message);
        Optional<String> line = lineBehindError(message);
        if (line.isPresent() && underline.find()) {
            int start = underline.start(1) - underline.start();
            int end = Math.min(underline.end(1) - underline.start(), line.get().length());
            if (start < end) {
                String marked = line.get().substring(start, end);
                return error + " (at \"" + (marked.length() > SHOWN ? marked.substring(0, SHOWN) + "..." : marked) + "\")";
            }
        }
        return error;
    }

    private static Optional<String> lineBehindError(String message) {
        List<String> lines = message.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).contains("Error: ")) {
                return Optional.of(lines.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
