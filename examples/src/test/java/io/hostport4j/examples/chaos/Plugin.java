package io.hostport4j.examples.chaos;

import java.util.Map;

/** A portmap plugin, whoever made it. */
@FunctionalInterface
interface Plugin {

    /** @param stdin the configuration */
    Answer call(Map<String, String> environment, byte[] stdin);
}
