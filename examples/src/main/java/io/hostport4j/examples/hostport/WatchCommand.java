package io.hostport4j.examples.hostport;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.reconcile.RulesetWatch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport watch}: runs until it is ended. */
@Command(name = "watch", description = "Keeps the host ports of running containers there: brings back what a flush or a firewall's reload takes away.")
final class WatchCommand implements Callable<Integer> {
    @Mixin
    private CacheOptions cache;

    @Option(names = "--adopt", description = "Also gives host ports to containers that asked for them when the plugin was not yet in the chain.")
    private boolean adopt;

    @Spec
    private CommandSpec spec;

    /** Networks may differ in what they say of the backend; each such setting has a watch of its own. */
    private final Map<BackendOptions, RulesetWatch> watches = new ConcurrentHashMap<>();

    @Override
    public Integer call() {
        RulesetWatch usual = start(CacheOptions.usual());
        Optional<HostPortException> failure = usual.awaitEnd();
        failure.ifPresent(why -> spec.commandLine().getErr().println("hostport: " + why.getMessage()));
        return failure.isPresent() ? 1 : 0;
    }

    private RulesetWatch start(BackendOptions options) {
        HostPorts hostPorts = HostPorts.open(options);
        RulesetWatch watch = RulesetWatch.start(hostPorts, () -> desired(options), new NewsLines(this::print)::tell);
        print("watching, backend " + hostPorts.backend());
        return watch;
    }

    private List<HostPortRequest> desired(BackendOptions options) {
        List<CachedAttachment> attachments = cache.attachments();
        Map<BackendOptions, List<HostPortRequest>> asked = CacheOptions.asked(attachments);
        if (options.equals(CacheOptions.usual())) {
            asked.keySet().stream().filter(other -> !other.equals(options)).forEach(other -> watches.computeIfAbsent(other, this::start));
            if (adopt) {
                asked.get(options).addAll(CacheOptions.ignored(attachments));
            }
        }
        return asked.getOrDefault(options, List.of());
    }

    private synchronized void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
