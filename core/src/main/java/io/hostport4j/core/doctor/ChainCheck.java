package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.ChainPlugin;
import io.hostport4j.core.cni.NetworkFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@link FindingId#CAPABILITY_MISSING}, {@link FindingId#PLUGIN_NOT_IN_CHAIN} and {@link FindingId#OTHER_NETWORK_FIRST}: why a runtime
 * that takes the first network, as those of Kubernetes do, hands its {@code portMappings} to nobody.
 */
final class ChainCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Commands commands = new Commands(node.places());
        List<Finding> findings = new ArrayList<>();
        for (NetworkFile.Network network : node.chains().networks()) {
            if (hasOwn(network) && !network.takesHostPorts()) {
                findings.add(new Finding(FindingId.CAPABILITY_MISSING, name(network),
                        network.file() + " has \"type\": \"" + ChainPlugin.OWN_TYPE + "\" without \"capabilities\": {\"portMappings\": true}",
                        commands.install(network.name())));
            }
        }
        node.chains().taken().filter(taken -> !taken.takesHostPorts() && !hasOwn(taken))
                .ifPresent(taken -> findings.add(uncovered(taken, node.chains(), commands)));
        return findings;
    }

    private static Finding uncovered(NetworkFile.Network taken, Chains chains, Commands commands) {
        Optional<NetworkFile.Network> covered = chains.covered().stream().findFirst();
        return covered.map(other -> new Finding(FindingId.OTHER_NETWORK_FIRST, name(taken),
                        taken.file().getFileName() + " sorts before " + other.file().getFileName() + " of network \"" + other.name()
                                + "\", and has only " + types(taken),
                        NetworkFilesCheck.putAway(taken.file())))
                .orElseGet(() -> new Finding(FindingId.PLUGIN_NOT_IN_CHAIN, name(taken),
                        taken.file() + " has only " + types(taken), commands.install(taken.name())));
    }

    private static boolean hasOwn(NetworkFile.Network network) {
        return network.plugins().stream().anyMatch(ChainPlugin::isOwn);
    }

    private static String name(NetworkFile.Network network) {
        return "network \"" + network.name() + "\"";
    }

    private static String types(NetworkFile.Network network) {
        return network.plugins().stream().map(ChainPlugin::type).collect(Collectors.joining(", "));
    }
}
