package io.hostport4j.cni.plugin;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;

/** Maps what a call ended with to the error that the runtime reads. */
final class Failures {

    private Failures() {}

    static CniException toCni(Throwable failure) {
        if (failure instanceof CniException typed) {
            return typed;
        }
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        CniErrorCode code =
                failure instanceof JsonException ? CniErrorCode.DECODING_FAILURE : CniErrorCode.INTERNAL;
        return new CniException(code, text, failure);
    }
}
