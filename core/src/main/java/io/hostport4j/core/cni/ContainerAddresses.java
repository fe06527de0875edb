package io.hostport4j.core.cni;

import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.IpConfig;
import io.hostport4j.cni.types.NetworkInterface;
import io.hostport4j.core.model.ContainerAddress;
import java.util.List;

/** Knows which addresses of a result are those of the container's interface. */
final class ContainerAddresses {
    private ContainerAddresses() {}

    /**
     * The addresses in the result's order, without those that belong to another interface or to one of the node. An address that
     * names no interface, or one that the result does not have, counts as the container's, as in the reference.
     */
    static List<ContainerAddress> of(CniResult result, String interfaceName) {
        return result.ips().stream()
                .filter(ip -> belongs(ip, result.interfaces(), interfaceName))
                .map(ip -> new ContainerAddress(ip.address().address(), ip.address().prefixLength()))
                .toList();
    }

    private static boolean belongs(IpConfig ip, List<NetworkInterface> interfaces, String interfaceName) {
        int index = ip.interfaceIndex().orElse(-1);
        if (index < 0 || index >= interfaces.size()) {
            return true;
        }
        NetworkInterface candidate = interfaces.get(index);
        return candidate.name().equals(interfaceName) && candidate.sandbox().filter(sandbox -> !sandbox.isEmpty()).isPresent();
    }
}
