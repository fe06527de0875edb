package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.Cidr;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.Dns;
import io.hostport4j.cni.types.IpConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A runtime with a folder for its cache, and plugins "first", "second" and "third" in this JVM. */
final class RuntimeWorld {

    static final Attachment ATTACHMENT = Attachment.of("some-container", "/some/netns", "eth0");

    final List<FakePlugin.Call> log = new ArrayList<>();
    final Map<String, FakePlugin> plugins = new LinkedHashMap<>();
    final ResultCache cache;
    final CniRuntime runtime;

    RuntimeWorld(Path folder) {
        Stream.of("first", "second", "third").forEach(type -> plugins.put(type, new FakePlugin(type, log)));
        cache = new ResultCache(folder);
        runtime = new CniRuntime(new InProcessInvoker(Map.copyOf(plugins), ProcessInvoker.of(List.of(folder))), cache);
        plugin("first").result = result("10.0.0.1/24");
        plugin("second").result = result("10.0.0.2/24");
        plugin("third").result = result("10.0.0.3/24");
    }

    FakePlugin plugin(String type) {
        return plugins.get(type);
    }

    /** The calls as text, such as {@code "ADD first"}. */
    List<String> calls() {
        return log.stream().map(FakePlugin.Call::toString).toList();
    }

    /** What the plugin got in its last call. */
    JsonObject request(String type) {
        return log.stream().filter(call -> call.type().equals(type)).reduce((before, last) -> last).orElseThrow().request().config().raw();
    }

    /** The address of the prevResult of the plugin's last call, empty when there was none. */
    Optional<String> previousAddress(String type) {
        return request(type).optionalObject("prevResult").map(result -> result.objects("ips").get(0).requiredString("address"));
    }

    static CniResult result(String address) {
        return new CniResult(List.of(), List.of(new IpConfig(OptionalInt.empty(), Cidr.parse(address), Optional.empty())), List.of(), Dns.NONE);
    }

    static NetworkList network(String version, String... types) {
        return networkWith("\"cniVersion\": \"" + version + "\"", types);
    }

    static NetworkList networkWith(String members, String... types) {
        String plugins = Stream.of(types).map(type -> "{\"type\": \"" + type + "\"}").collect(Collectors.joining(", "));
        return NetworkList.parse("{\"name\": \"pods\", " + members + ", \"plugins\": [" + plugins + "]}");
    }
}
