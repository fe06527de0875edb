package io.hostport4j.cni.runtime;

import io.hostport4j.cni.plugin.CniPlugin;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.Command;
import io.hostport4j.cni.types.CniVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes its calls in a log that it shares with other plugins, gives a result, and fails where it is told to. */
final class FakePlugin implements CniPlugin {

    /** One call of one plugin. */
    record Call(String type, Command command, PluginRequest request) {

        @Override
        public String toString() {
            return command + " " + type;
        }
    }

    private final String type;
    private final List<Call> log;
    private final Map<Command, CniException> failures = new EnumMap<>(Command.class);
    CniResult result = CniResult.EMPTY;
    List<CniVersion> versions = CniVersion.known();

    FakePlugin(String type, List<Call> log) {
        this.type = type;
        this.log = log;
    }

    void fail(Command command, int code, String msg, String details) {
        failures.put(command, new CniException(code, msg, details, null));
    }

    void succeed(Command command) {
        failures.remove(command);
    }

    @Override
    public List<CniVersion> supportedVersions() {
        return versions;
    }

    @Override
    public Optional<CniResult> add(PluginRequest request) {
        note(Command.ADD, request);
        return Optional.of(result);
    }

    @Override
    public void check(PluginRequest request) {
        note(Command.CHECK, request);
    }

    @Override
    public void delete(PluginRequest request) {
        note(Command.DEL, request);
    }

    @Override
    public void gc(PluginRequest request) {
        note(Command.GC, request);
    }

    @Override
    public void status(PluginRequest request) {
        note(Command.STATUS, request);
    }

    private void note(Command command, PluginRequest request) {
        log.add(new Call(type, command, request));
        if (failures.containsKey(command)) {
            throw failures.get(command);
        }
    }
}
