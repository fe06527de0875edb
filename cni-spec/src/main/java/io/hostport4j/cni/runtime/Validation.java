package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.config.PluginConfig;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out whether every plugin of a network is there and speaks its version. */
final class Validation {

    private final PluginInvoker invoker;
    private final VersionProbe probe;
    private final Deadline deadline;

    Validation(PluginInvoker invoker, VersionProbe probe, Deadline deadline) {
        this.invoker = invoker;
        this.probe = probe;
        this.deadline = deadline;
    }

    List<String> problems(NetworkList network) {
        List<String> problems = new ArrayList<>();
        if (network.plugins().isEmpty()) {
            problems.add("network \"" + network.name() + "\" has no plugins");
        }
        Set<String> types = network.plugins().stream().map(PluginConfig::type).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String type : types) {
            try {
                invoker.require(type);
                List<CniVersion> versions = probe.versions(type, deadline);
                if (!versions.contains(network.cniVersion())) {
                    problems.add("plugin \"" + type + "\" does not support config version \"" + network.cniVersion() + "\", but "
                            + versions);
                }
            } catch (PluginExecutionException | CniException e) {
                if (e instanceof PluginExecutionException execution
                        && execution.reason() == PluginExecutionException.Reason.INTERRUPTED) {
                    throw e;
                }
                problems.add(e.getMessage().contains("\"" + type + "\"") ? e.getMessage() : "plugin \"" + type + "\": " + e.getMessage());
            }
        }
        return problems;
    }
}
