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
        if (failure instanceof JsonException) {
            return new CniException(CniErrorCode.DECODING_FAILURE, failure.getMessage(), failure);
        }
        // The errors of class initialisation and native libraries say nothing themselves, their causes do.
        String details = failure.getCause() == null ? "" : text(failure.getCause());
        return new CniException(CniErrorCode.INTERNAL.value(), text(failure), details, failure);
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
