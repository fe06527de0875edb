package io.hostport4j.bench.node;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A tool that reads rules from its standard input.
 *
 * @param at once, so many containers: in a user namespace a transaction ends at the the send buffer's limit
 */
record Input(NetNamespace node, int at, List<String> tool) {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    void feed(List<HostPortRequest> requests, Function<List<HostPortRequest>, String> text) {
        for (int from = 0; from < requests.size(); from += at) {
            feed(text.apply(requests.subList(from, Math.min(from + at, requests.size()))));
        }
    }

    void feed(String text) {
        node.call(() -> new ProcessRun(tool, Map.of(), text, LIMIT).execute().orThrow());
    }
}
