package io.hostport4j.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the plugin is called with.
 *
 * @param seed what it was made of
 */
record Request(long seed, Map<String, String> environment, byte[] stdin) {
    private static final int SHOWN = 3000;

    @Override
    public String toString() {
        String text = new String(stdin, StandardCharsets.UTF_8);
        return "request of -Dchaos.seed=" + seed + " -Dchaos.count=1: " + environment + " "
                + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... of " + text.length());
    }
}
