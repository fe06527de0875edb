package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Connects containers to networks as a container runtime does: the plugins of a network are called one after the other, and what
 * came of it is noted (specification, section 3; libcni).
 *
 * <p>Immutable, and safe for many threads at once; calls for one attachment must not overlap. Every operation as a whole has a time
 * limit, {@link #DEFAULT_LIMIT} unless said otherwise. When it passes, and when the calling thread is interrupted, the plugin and
 * what it has started are killed, and the operation ends with a {@link PluginExecutionException} that says so.
 *
 * <p>An error of a plugin comes as a {@link CniException} with the plugin's code, and its type in the message.
 */
public final class CniRuntime {

    /** How long an operation may take unless said otherwise: 2 minutes, as kubelet gives a runtime. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    private final PluginInvoker invoker;
    private final ResultCache cache;
    private final Duration limit;
    private final UnclaimedCapabilities unclaimed;
    private final PluginMessages messages;

    /** A runtime that calls plugins so, and notes their results there. */
    public CniRuntime(PluginInvoker invoker, ResultCache cache) {
        this(invoker, cache, DEFAULT_LIMIT, UnclaimedCapabilities.REFUSE, (type, text) -> {});
    }

    private CniRuntime(
            PluginInvoker invoker, ResultCache cache, Duration limit, UnclaimedCapabilities unclaimed, PluginMessages messages) {
        this.invoker = Objects.requireNonNull(invoker, "invoker");
        this.cache = Objects.requireNonNull(cache, "cache");
        this.limit = Objects.requireNonNull(limit, "limit");
        this.unclaimed = Objects.requireNonNull(unclaimed, "unclaimed");
        this.messages = Objects.requireNonNull(messages, "messages");
    }

    /** A runtime with the plugins in these folders and the cache in {@link ResultCache#DEFAULT}, as usual on a node. */
    public static CniRuntime of(List<Path> pluginFolders) {
        return new CniRuntime(ProcessInvoker.of(pluginFolders), new ResultCache(ResultCache.DEFAULT));
    }

    /** The same with another time limit for each operation. */
    public CniRuntime within(Duration otherLimit) {
        return new CniRuntime(invoker, cache, otherLimit, unclaimed, messages);
    }

    /** The same with another answer to arguments that no plugin would get. */
    public CniRuntime with(UnclaimedCapabilities otherUnclaimed) {
        return new CniRuntime(invoker, cache, limit, otherUnclaimed, messages);
    }

    /** The same, with what plugins that succeed write to their standard error going there instead of nowhere. */
    public CniRuntime tellingMessagesTo(PluginMessages otherMessages) {
        return new CniRuntime(invoker, cache, limit, unclaimed, otherMessages);
    }

    /**
     * ADD: connects a container. After a failure nothing is noted, and the caller must {@link #delete} what plugins before the failing
     * one have made.
     *
     * @return the last plugin's result, in the network's version
     * @throws CniException when a plugin fails; with code 7 when the network has no plugins, or none for an argument
     * @throws PluginExecutionException when a plugin cannot be called
     * @throws ResultCacheException when all plugins succeeded and the result could not be noted
     */
    public PluginResult add(NetworkList network, Attachment attachment) {
        if (unclaimed == UnclaimedCapabilities.REFUSE) {
            CapabilityCheck.requireClaimed(network, attachment);
        }
        Deadline deadline = Deadline.in(limit);
        RequestConfig requests = new RequestConfig(network);
        Optional<PluginResult> result = Optional.empty();
        for (PluginConfig plugin : network.plugins()) {
            PluginConfig request = requests.of(plugin, attachment, result);
            result = Optional.of(runner().add(context(attachment), plugin, request, network.cniVersion(), deadline));
        }
        PluginResult last = result.orElseThrow(() -> new CniException(
                CniErrorCode.INVALID_NETWORK_CONFIG, "network \"" + network.name() + "\" has no plugins"));
        try {
            cache.write(network, attachment, last);
        } catch (ResultCacheException e) {
            throw new ResultCacheException("failed to set network \"" + network.name() + "\" cached result", e.getMessage(), e);
        }
        return last;
    }

    /**
     * CHECK: returns when everything is as ADD left it, and when the network's configuration wants no CHECK.
     *
     * @throws CniException when a plugin finds something amiss; with code 1 when the network's version is below 0.4.0
     * @throws PluginExecutionException when a plugin cannot be called
     * @throws ResultCacheException when what is noted of the attachment cannot be used; when nothing is noted plugins get no result
     */
    public void check(NetworkList network, Attachment attachment) {
        if (!network.cniVersion().isAtLeast(Command.CHECK.since())) {
            throw new CniException(
                    CniErrorCode.INCOMPATIBLE_CNI_VERSION,
                    "configuration version \"" + network.cniVersion() + "\" does not support the CHECK command");
        }
        if (!network.disableCheck()) {
            Optional<PluginResult> result = cache.result(network, attachment);
            Deadline deadline = Deadline.in(limit);
            network.plugins().forEach(plugin -> run(Command.CHECK, network, plugin, attachment, result, deadline));
        }
    }

    /**
     * DEL: disconnects a container, by its plugins in reverse. May be called again, and for what never was; after a failure what is
     * noted stays, so that it can be tried again.
     *
     * @throws CniException when a plugin fails
     * @throws PluginExecutionException when a plugin cannot be called
     */
    public void delete(NetworkList network, Attachment attachment) {
        delete(network, attachment, Deadline.in(limit));
    }

    /**
     * GC: removes what is left of all attachments of this network except the valid ones. An empty collection says that there are none
     * any more; nothing can be said by leaving it out.
     *
     * @throws GarbageCollectionException when something failed; everything else was done
     * @throws PluginExecutionException when the calling thread was interrupted
     */
    public void gc(NetworkList network, Collection<ValidAttachment> valid) {
        if (!network.disableGc()) {
            Deadline deadline = Deadline.in(limit);
            GarbageCollection collection = new GarbageCollection(network, Set.copyOf(valid));
            collection.deleteStale(cache, attachment -> delete(network, attachment, deadline));
            collection.callPlugins(runner(), CallContext.ofNetwork(invoker.path()), deadline);
            collection.orThrow();
        }
    }

    /**
     * STATUS: returns when every plugin could serve an ADD, and for networks below 1.1.0, which cannot be asked.
     *
     * @throws CniException when a plugin could not, see {@link CniErrorCode#PLUGIN_NOT_AVAILABLE}
     * @throws PluginExecutionException when a plugin cannot be called
     */
    public void status(NetworkList network) {
        if (network.cniVersion().isAtLeast(Command.STATUS.since())) {
            Deadline deadline = Deadline.in(limit);
            RequestConfig requests = new RequestConfig(network);
            network.plugins().forEach(plugin -> runner().run(
                    Command.STATUS, CallContext.ofNetwork(invoker.path()), plugin, requests.of(plugin), deadline));
        }
    }

    /**
     * Looks whether every plugin of the network is there and speaks its version.
     *
     * @return the capabilities that plugins declare
     * @throws ValidationException when something is wrong; has all there is
     * @throws PluginExecutionException when the calling thread was interrupted
     */
    public Set<String> validate(NetworkList network) {
        List<String> problems = new Validation(invoker, new VersionProbe(runner()), Deadline.in(limit)).problems(network);
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        return Collections.unmodifiableSet(network.capabilities());
    }

    /**
     * VERSION: what a plugin speaks.
     *
     * @throws CniException when the plugin fails
     * @throws PluginExecutionException when there is none, or its answer cannot be read
     */
    public List<CniVersion> versions(String type) {
        return new VersionProbe(runner()).versions(type, Deadline.in(limit));
    }

    /** What is noted of attachments. */
    public ResultCache cache() {
        return cache;
    }

    private void delete(NetworkList network, Attachment attachment, Deadline deadline) {
        Optional<PluginResult> result = resultForDelete(network, attachment);
        List<PluginConfig> reversed = new ArrayList<>(network.plugins());
        Collections.reverse(reversed);
        reversed.forEach(plugin -> run(Command.DEL, network, plugin, attachment, result, deadline));
        forget(network, attachment);
    }

    private Optional<PluginResult> resultForDelete(NetworkList network, Attachment attachment) {
        // A prevResult on DEL came with the version that brought CHECK.
        if (!network.cniVersion().isAtLeast(CniVersion.V0_4_0)) {
            return Optional.empty();
        }
        try {
            return cache.result(network, attachment);
        } catch (ResultCacheException broken) {
            // Plugins have to do without: a container must be able to go.
            forget(network, attachment);
            return Optional.empty();
        }
    }

    private void forget(NetworkList network, Attachment attachment) {
        try {
            cache.remove(network.name(), attachment);
        } catch (ResultCacheException e) {
            // The attachment itself is gone; GC meets the file again, and its DEL of nothing succeeds.
            return;
        }
    }

    private void run(
            Command command,
            NetworkList network,
            PluginConfig plugin,
            Attachment attachment,
            Optional<PluginResult> result,
            Deadline deadline) {
        runner().run(command, context(attachment), plugin, new RequestConfig(network).of(plugin, attachment, result), deadline);
    }

    private CallContext context(Attachment attachment) {
        return CallContext.of(attachment, invoker.path());
    }

    private PluginRunner runner() {
        return new PluginRunner(invoker, messages);
    }
}
