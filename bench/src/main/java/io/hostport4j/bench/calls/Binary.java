package io.hostport4j.bench.calls;

import io.hostport4j.testkit.NetNamespace;
import java.nio.file.Path;
import java.util.Map;

/**
 * A plugin binary, started for each call.
 *
 * @param environment in addition to that of this process and what CNI prescribes
 * @param settings members of its configuration, each with a comma behind it
 * @param checks whether its CHECK must succeed
 */
record Binary(String name, Path plugin, Map<String, String> environment, String settings, Checks checks) implements Contender {
    /** What is expected of CHECK. */
    enum Checks { MUST_SUCCEED, MAY_FAIL }

    @Override
    public Calls on(NetNamespace node) {
        return new Calls() {
            @Override
            public void add(int ports) {
                call("ADD", ports).orThrow();
            }

            @Override
            public void check(int ports) {
                PluginCall.Ended ended = call("CHECK", ports);
                if (checks == Checks.MUST_SUCCEED) {
                    ended.orThrow();
                }
            }

            @Override
            public void remove(int ports) {
                call("DEL", ports).orThrow();
            }

            @Override
            public void close() {
                // Nothing stays open between two calls.
            }
        };
    }

    private PluginCall.Ended call(String command, int ports) {
        return new PluginCall(plugin, command, environment, settings, ports).run();
    }
}
