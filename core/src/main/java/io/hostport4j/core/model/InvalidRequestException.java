package io.hostport4j.core.model;

/** The caller asked for what no host port can be: says which value, and what to give instead. The caller must act. */
public final class InvalidRequestException extends HostPortException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;
    private final String advice;

    /**
     * @param key what the value is for, in the caller's words, e.g. {@code hostPort}
     * @param value as it was given
     * @param advice what to do, lower-case start, no full stop
     */
    public InvalidRequestException(String key, String value, String advice) {
        super("invalid " + key + " \"" + value + "\": " + advice);
        this.key = key;
        this.value = value;
        this.advice = advice;
    }

    /** What the value is for. */
    public String key() {
        return key;
    }

    /** The value as it was given. */
    public String value() {
        return value;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }

    /** The same error, its key inside that of an enclosing object: {@code portMappings[0].hostPort}. */
    public InvalidRequestException inside(String path) {
        return new InvalidRequestException(path + "." + key, value, advice);
    }
}
