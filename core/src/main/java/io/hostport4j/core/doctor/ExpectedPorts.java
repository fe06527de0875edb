package io.hostport4j.core.doctor;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.BackendUnavailableException;
import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What running containers should have, against what there is.
 *
 * @param usual for the node's default backend
 */
record ExpectedPorts(BackendOptions usual) {
    /** The sysctl has a check of its own. */
    private static final String ROUTE_LOCALNET = ".route_localnet is 0";

    /** Of those that the plugin was asked for, each by the backend that its network names. */
    List<Node.Difference> differences(List<CachedAttachment> attachments) {
        Map<BackendOptions, List<HostPortRequest>> asked = new LinkedHashMap<>();
        for (CachedAttachment attachment : attachments) {
            if (attachment instanceof CachedAttachment.Asked some) {
                asked.computeIfAbsent(some.backend().withNodesDefault(usual.nodesDefault()), any -> new ArrayList<>()).add(some.request());
            }
        }
        List<Node.Difference> differences = new ArrayList<>();
        asked.forEach((options, requests) -> differences.addAll(differences(options, requests)));
        return differences;
    }

    private static List<Node.Difference> differences(BackendOptions options, List<HostPortRequest> requests) {
        List<Node.Difference> differences = new ArrayList<>();
        try (HostPorts hostPorts = HostPorts.open(options)) {
            for (HostPortRequest request : requests) {
                difference(hostPorts, request).ifPresent(differences::add);
            }
        } catch (BackendUnavailableException e) {
            requests.forEach(request -> differences.add(new Node.Difference(request.attachment().owner(), List.of(), List.of(e.getMessage()))));
        }
        return differences;
    }

    private static Optional<Node.Difference> difference(HostPorts hostPorts, HostPortRequest request) {
        try {
            hostPorts.check(request);
            return Optional.empty();
        } catch (CheckFailedException e) {
            List<String> faults = e.faults().stream().filter(fault -> !fault.contains(ROUTE_LOCALNET)).toList();
            return Optional.of(new Node.Difference(request.attachment().owner(), e.missing(), faults));
        } catch (InvalidRequestException e) {
            // No ADD could do it; what is wrong with it has a check of its own.
            return Optional.empty();
        } catch (HostPortException e) {
            return Optional.of(new Node.Difference(request.attachment().owner(), List.of(), List.of(e.getMessage())));
        }
    }
}
