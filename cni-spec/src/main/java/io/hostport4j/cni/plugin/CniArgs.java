package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The value of CNI_ARGS, such as {@code K8S_POD_NAMESPACE=default;K8S_POD_NAME=web}; it is not read before it is asked for.
 *
 * @param text the value as it came, empty for none
 */
public record CniArgs(String text) {

    /** Checks that the text is not null. */
    public CniArgs {
        Objects.requireNonNull(text, "text");
    }

    /**
     * The pairs in their order; of a key that appears twice the last one counts. Unknown keys are the caller's to judge.
     *
     * @throws CniException with code 4 when a pair has not exactly one {@code =}
     */
    public Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String pair : text.split(";", -1)) {
                String[] sides = pair.split("=", -1);
                if (sides.length != 2) {
                    throw new CniException(
                            CniErrorCode.INVALID_ENVIRONMENT_VARIABLES,
                            "CNI_ARGS: invalid pair \"" + pair + "\", write KEY=VALUE with ; between pairs");
                }
                pairs.put(sides[0], sides[1]);
            }
        }
        return Collections.unmodifiableMap(pairs);
    }
}
