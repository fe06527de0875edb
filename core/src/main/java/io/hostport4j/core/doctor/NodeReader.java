package io.hostport4j.core.doctor;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.BackendUnavailableException;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.cni.CniCache;
import io.hostport4j.core.cni.NetworkFolder;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Reads a node, each thing once. */
record NodeReader(Places places, BackendOptions usual) {
    Node read() {
        Chains chains = new ChainReader(places.plugins()).read(new NetworkFolder(places.networks()).files());
        List<CachedAttachment> attachments = new CniCache(places.cache()).attachments();
        Optional<Node.Obstacle> obstacle = Optional.empty();
        List<KeptForward> forwards = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        List<Node.Difference> differences = new ArrayList<>();
        try (HostPorts hostPorts = HostPorts.open(usual)) {
            forwards.addAll(hostPorts.listKept());
            faults.addAll(hostPorts.faults());
            obstacle = ExpectedPorts.obstacle(hostPorts);
            differences.addAll(new ExpectedPorts(usual).differences(attachments));
        } catch (BackendUnavailableException e) {
            obstacle = Optional.of(new Node.Obstacle(e.isPermissionMissing(), e.getMessage()));
        }
        try (HostNetwork network = network()) {
            return new Node(places, obstacle, forwards, differences, faults, chains, attachments,
                    new SurroundingsReader(network, forwards, attachments).read());
        }
    }

    private static HostNetwork network() {
        return ServiceLoader.load(HostNetworkProvider.class, NodeReader.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing on the class path knows the node's network; add hostport4j-netlink"))
                .open();
    }
}
