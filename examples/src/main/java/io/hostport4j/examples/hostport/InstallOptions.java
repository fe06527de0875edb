package io.hostport4j.examples.hostport;

import io.hostport4j.cni.install.ChainInstaller;
import io.hostport4j.cni.install.ConfFolder;
import io.hostport4j.cni.install.PluginInstaller;
import io.hostport4j.examples.Version;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the commands that put the plugin into a chain, and take it out, find what they change. */
final class InstallOptions {
    @Option(names = "--conf-dir", paramLabel = "DIR", description = "Where the runtime reads its networks (default: /etc/cni/net.d).")
    private Path networks = Path.of("/etc/cni/net.d");

    @Option(names = "--bin-dir", paramLabel = "DIR", description = "Where the runtime looks for plugins (default: /opt/cni/bin).")
    private Path plugins = Path.of("/opt/cni/bin");

    @Option(names = "--lib-dir", paramLabel = "DIR",
            description = "Where the plugin's libraries are copied to (default: /opt/hostport4j). One for each --bin-dir.")
    private Path libraries = Path.of("/opt/hostport4j");

    @Option(names = "--name", paramLabel = "NETWORK", description = "The network's name.")
    private Optional<String> network = Optional.empty();

    @Option(names = "--dry-run", description = "Tells what would change, with the difference of texts, and changes nothing.")
    private boolean dryRun;

    ChainInstaller chain() {
        return new ChainInstaller(networks);
    }

    PluginInstaller plugin() {
        return new PluginInstaller(Home.path(), Version.text(), libraries, plugins);
    }

    ConfFolder confFolder() {
        return new ConfFolder(networks);
    }

    Optional<String> network() {
        return network;
    }

    boolean isDryRun() {
        return dryRun;
    }
}
