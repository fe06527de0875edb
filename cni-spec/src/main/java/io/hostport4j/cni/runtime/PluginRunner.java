package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.util.function.Supplier;

/** Calls one plugin with one command; its errors say which plugin it was. */
final class PluginRunner {

    private final PluginInvoker invoker;
    private final PluginMessages messages;

    PluginRunner(PluginInvoker invoker, PluginMessages messages) {
        this.invoker = invoker;
        this.messages = messages;
    }

    /** ADD of a plugin with the request that was made for it; the result is in the given version. */
    PluginResult add(CallContext context, PluginConfig plugin, PluginConfig request, CniVersion version, Deadline deadline) {
        return described(Command.ADD, plugin, () -> {
            String stdout = call(Command.ADD, context, plugin.type(), request.raw(), deadline);
            return PluginResult.parse(stdout, version).in(version);
        });
    }

    /** Any command that has no result, of a plugin with the request that was made for it. */
    void run(Command command, CallContext context, PluginConfig plugin, PluginConfig request, Deadline deadline) {
        described(command, plugin, () -> call(command, context, plugin.type(), request.raw(), deadline));
    }

    /** Any command; what the plugin printed. */
    String call(Command command, CallContext context, String type, JsonObject request, Deadline deadline) {
        if (deadline.remaining().isNegative()) {
            throw PluginProcess.timedOut(deadline, "");
        }
        PluginAnswer answer = invoker.invoke(
                new PluginInvocation(type, context.variables(command), request.toString()), deadline.remaining());
        if (answer.exitCode() != 0) {
            throw PluginFailure.of(answer);
        }
        if (!answer.stderr().isEmpty()) {
            messages.said(type, answer.stderr());
        }
        return answer.stdout();
    }

    private static <T> T described(Command command, PluginConfig plugin, Supplier<T> work) {
        try {
            return work.get();
        } catch (CniException e) {
            throw new CniException(e.code(), failed(command, plugin) + e.msg(), e.details(), e);
        } catch (PluginExecutionException e) {
            throw new PluginExecutionException(e.reason(), failed(command, plugin) + e.getMessage(), e);
        }
    }

    private static String failed(Command command, PluginConfig plugin) {
        String verb = switch (command) {
            case ADD -> "add";
            case DEL -> "delete";
            case CHECK -> "check";
            case GC -> "gc";
            case STATUS -> "status";
            case VERSION -> "version";
        };
        String name = plugin.name().map(text -> " name=\"" + text + "\"").orElse("");
        return "plugin type=\"" + plugin.type() + "\"" + name + " failed (" + verb + "): ";
    }
}
