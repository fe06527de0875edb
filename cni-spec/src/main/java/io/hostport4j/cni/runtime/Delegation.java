package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Lets a plugin leave a part of its work to another one, which gets the same request (specification, section 4, "Plugin Delegation"):
 * of its address management to {@code host-local}, say.
 *
 * <p>Every method throws {@link CniException} when the other plugin fails, and {@link PluginExecutionException} when it cannot be called.
 */
public final class Delegation {

    private final PluginRequest request;
    private final PluginInvoker invoker;
    private final Duration limit;

    /** To plugins that are called so, each of which may take so long. */
    public Delegation(PluginRequest request, PluginInvoker invoker, Duration limit) {
        this.request = Objects.requireNonNull(request, "request");
        this.invoker = Objects.requireNonNull(invoker, "invoker");
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /** To the programs in the folders of the request's CNI_PATH, each of which may take {@link CniRuntime#DEFAULT_LIMIT}. */
    public static Delegation of(PluginRequest request) {
        List<Path> folders = Stream.of(request.path().split(File.pathSeparator)).filter(text -> !text.isEmpty()).map(Path::of).toList();
        return new Delegation(request, ProcessInvoker.of(folders), CniRuntime.DEFAULT_LIMIT);
    }

    /** ADD of the other plugin; its result in the request's version. */
    public PluginResult add(String type) {
        CniVersion version = request.config().cniVersion();
        return PluginResult.parse(call(Command.ADD, type), version).in(version);
    }

    /** CHECK of the other plugin. */
    public void check(String type) {
        call(Command.CHECK, type);
    }

    /** DEL of the other plugin. */
    public void delete(String type) {
        call(Command.DEL, type);
    }

    /** GC of the other plugin. */
    public void gc(String type) {
        call(Command.GC, type);
    }

    /** STATUS of the other plugin. */
    public void status(String type) {
        call(Command.STATUS, type);
    }

    private String call(Command command, String type) {
        JsonObject config = request.config().raw();
        return new PluginRunner(invoker, (other, text) -> {}).call(command, CallContext.of(request), type, config, Deadline.in(limit));
    }
}
