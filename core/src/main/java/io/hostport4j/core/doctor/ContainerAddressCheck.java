package io.hostport4j.core.doctor;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.PortMapping;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link FindingId#CONTAINER_ADDRESS_MISSING}: a host port on an address of a family of which the container has none. This plugin refuses
 * it; the reference passes over it without a word.
 */
final class ContainerAddressCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        List<Finding> findings = new ArrayList<>();
        for (CachedAttachment attachment : node.attachments()) {
            request(attachment).ifPresent(request -> request.mappings().forEach(mapping ->
                    missing(mapping, request).ifPresent(address -> findings.add(finding(mapping, address, request)))));
        }
        return findings;
    }

    private static Optional<HostPortRequest> request(CachedAttachment attachment) {
        if (attachment instanceof CachedAttachment.Asked asked) {
            return Optional.of(asked.request());
        }
        return attachment instanceof CachedAttachment.Ignored ignored ? Optional.of(ignored.request()) : Optional.empty();
    }

    private static Optional<InetAddress> missing(PortMapping mapping, HostPortRequest request) {
        return mapping.hostAddress().filter(address ->
                request.addresses().stream().noneMatch(container -> container.family() == Family.of(address)));
    }

    private static Finding finding(PortMapping mapping, InetAddress address, HostPortRequest request) {
        String network = request.attachment().network();
        return new Finding(FindingId.CONTAINER_ADDRESS_MISSING, IpText.of(address) + " port " + mapping.hostPorts() + "/" + mapping.protocol().text(),
                request.attachment().owner() + " has no " + Family.of(address) + " address", "# give network \"" + network + "\" a range of "
                        + Family.of(address) + " addresses, or the container a host port without that hostIP, and create the container again");
    }
}
