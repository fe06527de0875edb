package io.hostport4j.cni.types;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import java.util.Objects;

/** A CNI error: a code, a message, and details which may be empty (specification, section 5, "Error"). */
public final class CniException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String details;

    /** An error without details. */
    public CniException(CniErrorCode code, String msg) {
        this(code.value(), msg, "", null);
    }

    /** An error with details. */
    public CniException(CniErrorCode code, String msg, String details) {
        this(code.value(), msg, details, null);
    }

    /** An error without details that another failure led to. */
    public CniException(CniErrorCode code, String msg, Throwable cause) {
        this(code.value(), msg, "", cause);
    }

    /**
     * An error with any code.
     *
     * @param code 1 or more; a plugin's own codes start at 100
     * @param msg what happened
     * @param details more about it, empty for none
     * @param cause the failure that led here, null for none
     * @throws IllegalArgumentException when the code is less than 1
     */
    public CniException(int code, String msg, String details, Throwable cause) {
        super(Objects.requireNonNull(msg, "msg"), cause);
        if (code < 1) {
            throw new IllegalArgumentException("an error code is at least 1, not " + code);
        }
        this.code = code;
        this.details = Objects.requireNonNull(details, "details");
    }

    /** The number on the wire, see {@link CniErrorCode}. */
    public int code() {
        return code;
    }

    /** The message, without code and details. */
    public String msg() {
        return getMessage();
    }

    /** What was added to the message, empty for nothing. */
    public String details() {
        return details;
    }

    /** The error as a plugin prints it; empty details are left out. */
    public JsonObject toJson(CniVersion version) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("cniVersion", version.toString())
                .put("code", code)
                .put("msg", getMessage());
        return details.isEmpty() ? json.build() : json.put("details", details).build();
    }
}
