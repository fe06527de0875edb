package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.plugin.ValidAttachment;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.runtime.CacheEntry;
import io.hostport4j.cni.runtime.CniRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnitool gc}. */
@Command(name = "gc", description = {"Removes what is left of attachments of the network that are noted and whose network namespace is gone.",
    "Plugins of networks from 1.1.0 on are told which attachments are left, and remove what they have of others."})
final class GcCommand implements Runnable {

    @Mixin
    private WholeNetworkOptions options;

    @Option(names = "--all", description = "Removes all attachments of the network, those in use included, as the Go cnitool does.")
    private boolean all;

    private final ToolEnvironment environment;

    GcCommand(ToolEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        NetworkList list = options.network(environment);
        CniRuntime runtime = options.runtime(environment);
        runtime.gc(list, all ? List.of() : alive(list, runtime));
    }

    private static List<ValidAttachment> alive(NetworkList list, CniRuntime runtime) {
        return runtime.cache().entries().stream()
                .filter(entry -> entry.network().equals(list.name()))
                .map(CacheEntry::attachment)
                .filter(attachment -> attachment.netns().map(Path::of).filter(Files::exists).isPresent())
                .map(GcCommand::valid)
                .toList();
    }

    private static ValidAttachment valid(Attachment attachment) {
        return new ValidAttachment(attachment.containerId(), attachment.ifName());
    }
}
