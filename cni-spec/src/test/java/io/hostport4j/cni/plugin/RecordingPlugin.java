package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Remembers which handlers ran and with what; behaves as the test says. */
final class RecordingPlugin implements CniPlugin {

    final List<String> calls = new ArrayList<>();
    final List<PluginRequest> requests = new ArrayList<>();
    List<CniVersion> versions = CniVersion.known();
    Optional<String> about = Optional.empty();
    Optional<CniResult> result = Optional.empty();
    Consumer<PluginRequest> behaviour = request -> {};

    PluginRequest onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one call, but there were " + calls);
        }
        return requests.get(0);
    }

    @Override
    public Optional<String> about() {
        return about;
    }

    @Override
    public List<CniVersion> supportedVersions() {
        return versions;
    }

    @Override
    public Optional<CniResult> add(PluginRequest request) {
        record("ADD", request);
        return result;
    }

    @Override
    public void check(PluginRequest request) {
        record("CHECK", request);
    }

    @Override
    public void delete(PluginRequest request) {
        record("DEL", request);
    }

    @Override
    public void gc(PluginRequest request) {
        record("GC", request);
    }

    @Override
    public void status(PluginRequest request) {
        record("STATUS", request);
    }

    private void record(String command, PluginRequest request) {
        calls.add(command);
        requests.add(request);
        behaviour.accept(request);
    }
}
