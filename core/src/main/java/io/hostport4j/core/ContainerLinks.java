package io.hostport4j.core;

import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.HostNetwork;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the node reaches containers. */
record ContainerLinks(HostNetwork network) {

    Map<InetAddress, Link> of(List<ContainerAddress> targets) {
        Map<InetAddress, Link> links = new HashMap<>();
        for (ContainerAddress target : targets) {
            links.put(target.address(), new Link(network.linkTowards(target.address()).orElse(0), target.prefixLength()));
        }
        return links;
    }

    /** For forwards whose container's subnet nobody told. */
    Map<InetAddress, Link> of(Set<Forward> forwards) {
        return of(forwards.stream().map(forward -> ContainerAddress.of(forward.target().address())).distinct().toList());
    }
}
