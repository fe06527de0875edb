package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;

/** Makes an exception of the answer of a plugin that failed (pkg/invoke, raw_exec.go). */
final class PluginFailure {

    private static final int QUOTED_LENGTH = 2000;

    private PluginFailure() {}

    static RuntimeException of(PluginAnswer answer) {
        String status = "exit status " + answer.exitCode();
        if (answer.stdout().isBlank()) {
            return new PluginExecutionException(
                    Reason.BAD_ANSWER,
                    answer.stderr().isBlank()
                            ? "netplugin failed with no error message: " + status
                            : "netplugin failed: " + quoted(answer.stderr()) + ": " + status);
        }
        try {
            return error(JsonObject.parse(answer.stdout()));
        } catch (JsonException e) {
            return new PluginExecutionException(
                    Reason.BAD_ANSWER,
                    "netplugin failed but error parsing its diagnostic message " + quoted(answer.stdout()) + ": " + e.getMessage(),
                    e);
        }
    }

    private static CniException error(JsonObject json) {
        int code = json.optionalInt("code").orElse(0);
        return new CniException(
                code < 1 ? CniErrorCode.INTERNAL.value() : code,
                json.optionalString("msg").orElse(""),
                json.optionalString("details").orElse(""),
                null);
    }

    /** On one line, however many the plugin wrote. */
    private static String quoted(String text) {
        String stripped = text.strip();
        String head = stripped.length() <= QUOTED_LENGTH ? stripped : stripped.substring(0, QUOTED_LENGTH) + "...";
        return "\"" + head.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
