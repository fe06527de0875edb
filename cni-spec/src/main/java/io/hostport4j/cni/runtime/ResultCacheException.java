package io.hostport4j.cni.runtime;

/** What is noted of an attachment cannot be written, read or understood; the message names the file. */
public final class ResultCacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResultCacheException(String message, Throwable cause) {
        super(message, cause);
    }

    ResultCacheException(String message) {
        super(message);
    }
}
