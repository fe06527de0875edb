package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.StrayFlow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link FindingId#FLOW_STALE}: the connection tracker sends a flow where its first packet went. Connections of TCP may end in peace, and
 * of a forward with conditions nobody can tell whom it is for.
 */
final class FlowCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Map<Way, List<StrayFlow>> byWay = new LinkedHashMap<>();
        for (StrayFlow flow : node.surroundings().flows()) {
            if (flow.sentTo().protocol() != Protocol.TCP
                    && node.forwards().stream().map(KeptForward::forward).anyMatch(forward -> isFor(forward, flow))) {
                byWay.computeIfAbsent(new Way(flow.sentTo(), flow.answering()), any -> new ArrayList<>()).add(flow);
            }
        }
        return byWay.entrySet().stream().map(entry -> finding(entry.getKey(), entry.getValue())).toList();
    }

    private record Way(HostPort sentTo, Endpoint answering) {}

    private static boolean isFor(Forward forward, StrayFlow flow) {
        return forward.conditions().isEmpty() && forward.hostPort().overlaps(flow.sentTo());
    }

    private static Finding finding(Way way, List<StrayFlow> flows) {
        String others = flows.size() == 1 ? "" : ", and " + (flows.size() - 1) + " more";
        return new Finding(FindingId.FLOW_STALE, way.sentTo().toString(),
                "packets from " + flows.get(0).source() + others + " go to " + way.answering(),
                "conntrack -D -p " + way.sentTo().protocol().text()
                        + " --orig-dst " + IpText.of(way.sentTo().address()) + " --orig-port-dst " + way.sentTo().port()
                        + " --reply-src " + IpText.of(way.answering().address()) + " --reply-port-src " + way.answering().port());
    }
}
