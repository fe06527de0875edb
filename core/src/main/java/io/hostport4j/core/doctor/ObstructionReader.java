package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.WaitEndedException;
import io.hostport4j.core.tool.Tools;
import io.hostport4j.core.walk.IpView;
import io.hostport4j.core.walk.NodeView;
import io.hostport4j.core.walk.Obstruction;
import io.hostport4j.core.walk.Obstructions;
import io.hostport4j.core.walk.Route;
import io.hostport4j.core.walk.RulesetReader;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a packet to each host port through everybody's rules. It needs {@code ip}, {@code nft} and {@code iptables-save}; what one that is
 * not there would show is not looked at.
 */
record ObstructionReader(Tools tools) {
    private static final Path PROC = Path.of("/proc");
    /** A node with hundreds of containers takes seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    List<Obstruction> read(List<KeptForward> forwards) {
        if (forwards.isEmpty() || tools.find("ip").isEmpty()) {
            return List.of();
        }
        Deadline deadline = Deadline.in(PATIENCE, InstantSource.system());
        try {
            NodeView node = new Remembering(new IpView(tools, PROC.resolve("sys/net"), deadline), new HashMap<>());
            List<Forward> distinct = forwards.stream().map(KeptForward::forward).distinct().toList();
            return new Obstructions(new RulesetReader(tools, PROC, deadline).read(), node).of(distinct);
        } catch (WaitEndedException e) {
            throw new BackendFailedException("the walk through everybody's rules waited too long for " + e.awaited(), e);
        }
    }

    /** Each host port asks where clients come from, and gets the same answer. */
    private record Remembering(NodeView node, Map<Family, Optional<Outside>> outside) implements NodeView {
        @Override
        public boolean isLocal(InetAddress address) {
            return node.isLocal(address);
        }

        @Override
        public Route routeOut(InetAddress destination, Optional<InetAddress> source, long mark) {
            return node.routeOut(destination, source, mark);
        }

        @Override
        public Route routeIn(InetAddress destination, InetAddress source, String link, long mark) {
            return node.routeIn(destination, source, link, mark);
        }

        @Override
        public Optional<Outside> outside(Family family, Optional<InetAddress> client) {
            return client.isPresent() ? node.outside(family, client) : outside.computeIfAbsent(family, any -> node.outside(any, Optional.empty()));
        }
    }
}
