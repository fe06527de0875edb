package io.hostport4j.cni.runtime;

/** What is noted of an attachment cannot be written, read or understood; the message names the file. */
public final class ResultCacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    ResultCacheException(String attempt, String reason, Throwable cause) {
        super(attempt + ": " + reason, cause);
        this.reason = reason;
    }

    ResultCacheException(String attempt, String reason) {
        this(attempt, reason, null);
    }

    /** The message without the attempt and the file. */
    public String reason() {
        return reason;
    }
}
