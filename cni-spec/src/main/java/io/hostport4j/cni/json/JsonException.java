package io.hostport4j.cni.json;

/** A text is no JSON object, or a key of one has a value of the wrong type; the message is one line and names the key's path. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
