package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.reconcile.RulesetWatch;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport watch}: runs until it is ended. */
@Command(name = "watch", description = "Keeps the host ports of running containers there: brings back what a flush or a firewall's reload takes away.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:was ended", "1:could not go on", "2:wrong words on the command line"})
final class WatchCommand implements Callable<Integer> {
    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOption output;

    @Option(names = "--adopt", description = "Also gives host ports to containers that asked for them when the plugin was not yet in the chain.")
    private boolean adopt;

    @Spec
    private CommandSpec spec;

    /** Networks may differ in what they say of the backend; each such setting has a watch of its own. Only the usual one's thread uses it. */
    private final Map<BackendOptions, Watching> others = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();

    private record Watching(HostPorts hostPorts, RulesetWatch watch) {
        void close() {
            watch.close();
            hostPorts.close();
        }
    }

    @Override
    public Integer call() {
        Optional<HostPortException> failure = start(CacheOptions.usual()).watch().awaitEnd();
        failure.ifPresent(why -> spec.commandLine().getErr().println("hostport: " + why.getMessage()));
        return failure.isPresent() ? 1 : 0;
    }

    private Watching start(BackendOptions options) {
        HostPorts hostPorts = HostPorts.open(options);
        try {
            RulesetWatch watch = hostPorts.watch(() -> desired(options), new NewsLines(state -> print(StateLines.line(state), StateJson.of(state)))::tell);
            print("watching, backend " + hostPorts.backend(),
                    JsonObject.builder().put("state", "watching").put("backend", hostPorts.backend()).build());
            return new Watching(hostPorts, watch);
        } catch (HostPortException e) {
            hostPorts.close();
            throw e;
        }
    }

    private List<HostPortRequest> desired(BackendOptions options) {
        List<CachedAttachment> attachments = cache.attachments();
        Map<BackendOptions, List<HostPortRequest>> asked = CacheOptions.asked(attachments);
        if (options.equals(CacheOptions.usual())) {
            asked.forEach((other, requests) -> {
                if (!other.equals(options)) {
                    startUnlessRunning(other, requests);
                }
            });
            StateLines.unusable(attachments).forEach(line -> tellOnce(line, JsonObject.builder().put("state", "skipped")
                    .put("found", StateJson.withoutState(line)).build()));
            if (adopt) {
                asked.get(options).addAll(CacheOptions.ignored(attachments));
            }
        }
        return asked.getOrDefault(options, List.of());
    }

    /** What is wrong with one network's settings keeps no other from its host ports, and is tried again at every look. */
    private void startUnlessRunning(BackendOptions options, List<HostPortRequest> requests) {
        Watching running = others.get(options);
        if (running != null && running.watch().isEnded()) {
            running.watch().awaitEnd().ifPresent(why -> print("ended    " + networks(requests) + ": " + why.getMessage(), json("ended", requests, why)));
            running.close();
            others.remove(options);
        }
        try {
            if (!others.containsKey(options)) {
                others.put(options, start(options));
            }
        } catch (HostPortException e) {
            tellOnce("failed   " + networks(requests) + ": " + e.getMessage(), json("failed", requests, e));
        }
    }

    private static String networks(List<HostPortRequest> requests) {
        return requests.stream().map(request -> request.attachment().network()).distinct().collect(Collectors.joining(", "));
    }

    private static JsonObject json(String state, List<HostPortRequest> requests, HostPortException why) {
        return JsonObject.builder().put("state", state).put("networks", networks(requests)).put("found", why.getMessage()).build();
    }

    private void tellOnce(String line, JsonObject json) {
        if (told.add(line)) {
            print(line, json);
        }
    }

    private synchronized void print(String line, JsonObject json) {
        output.printLine(spec.commandLine().getOut(), line, json);
    }
}
