package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** GC of one network: first a DEL for what the cache knows and nobody needs, then the plugins' own; a failure stops nothing. */
final class GarbageCollection {

    private final NetworkList network;
    private final Set<ValidAttachment> valid;
    private final List<RuntimeException> failures = new ArrayList<>();

    GarbageCollection(NetworkList network, Set<ValidAttachment> valid) {
        this.network = network;
        this.valid = valid;
    }

    void deleteStale(ResultCache cache, Consumer<Attachment> delete) {
        List<CacheEntry> entries = new ArrayList<>();
        attempt("", () -> entries.addAll(cache.entries()));
        for (CacheEntry entry : entries) {
            Attachment attachment = entry.attachment();
            boolean needed = valid.contains(new ValidAttachment(attachment.containerId(), attachment.ifName()));
            if (entry.network().equals(network.name()) && !needed) {
                attempt("failed to delete stale attachment " + attachment.containerId() + " " + attachment.ifName() + ": ",
                        () -> delete.accept(attachment));
            }
        }
    }

    void callPlugins(PluginRunner runner, CallContext context, Deadline deadline) {
        if (network.cniVersion().isAtLeast(CniVersion.V1_1_0)) {
            RequestConfig requests = new RequestConfig(network);
            for (PluginConfig plugin : network.plugins()) {
                attempt("", () -> runner.run(Command.GC, context, plugin, requests.of(plugin, valid), deadline));
            }
        }
    }

    void orThrow() {
        if (!failures.isEmpty()) {
            throw new GarbageCollectionException(failures);
        }
    }

    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (PluginExecutionException e) {
            PluginExecutionException failure = new PluginExecutionException(e.reason(), what + e.getMessage(), e);
            if (e.reason() == Reason.INTERRUPTED) {
                throw failure;
            }
            failures.add(failure);
        } catch (CniException e) {
            failures.add(new CniException(e.code(), what + e.msg(), e.details(), e));
        } catch (ResultCacheException e) {
            failures.add(e);
        }
    }
}
