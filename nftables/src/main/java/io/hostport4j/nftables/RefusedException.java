package io.hostport4j.nftables;

/** nft, or the kernel by nft, refused something; nothing was changed. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a refusal is about, told by the words of {@code strerror(3)} in nft's message. */
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

    /** @param message what nft wrote to standard error */
    RefusedException(String operation, String message) {
        super(operation + ": " + message);
        this.kind = kind(message);
    }

    Kind kind() {
        return kind;
    }

    /** The first error counts: those behind it are often of its making. */
    private static Kind kind(String message) {
        String first = message.lines().filter(line -> line.contains("Error: ")).findFirst().orElse(message);
        for (Kind kind : Kind.values()) {
            if (first.contains(kind.words)) {
                return kind;
            }
        }
        return Kind.OTHER;
    }
}
