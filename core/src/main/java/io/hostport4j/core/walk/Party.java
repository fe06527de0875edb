package io.hostport4j.core.walk;

import java.util.List;
import java.util.Optional;

/** Whose rules these are, as far as the names of chains and tables tell. */
public enum Party {
    HOSTPORT("hostport4j", "hostport", ""),
    PORTMAP("CNI host ports in iptables (hostport4j or the portmap plugin)", "", "CNI-HOSTPORT", "CNI-DN-", "CNI-SN-"),
    PORTMAP_NFTABLES("the portmap plugin", "cni_hostport", ""),
    CNI_MASQUERADE("the CNI plugins' masquerading", "cni_plugins_masquerade", "CNI-"),
    KUBE_PROXY("kube-proxy", "kube-proxy", "KUBE-"),
    DOCKER("Docker", "docker-bridges", "DOCKER"),
    NETAVARK("Podman (netavark)", "netavark", "NETAVARK"),
    FIREWALLD("firewalld", "firewalld", ""),
    UFW("ufw", "", "ufw-", "ufw6-"),
    CALICO("Calico", "calico", "cali-"),
    CILIUM("Cilium", "", "CILIUM_", "OLD_CILIUM_"),
    FLANNEL("Flannel", "flannel-ipv4", "FLANNEL-"),
    LIBVIRT("libvirt", "libvirt_network", "LIBVIRT_"),
    /** Nobody whom the names tell. */
    UNKNOWN("somebody else", "", "");

    private final String text;
    private final String table;
    private final List<String> chains;

    Party(String text, String table, String... chains) {
        this.text = text;
        this.table = table;
        this.chains = List.of(chains);
    }

    /** Its name for people. */
    public String text() {
        return text;
    }

    /** Whether host ports of containers behind CNI are its business: this library's, or the reference's. */
    public boolean servesCni() {
        return this == HOSTPORT || this == PORTMAP || this == PORTMAP_NFTABLES;
    }

    /** The one that a chain's table, or its name, tells of. */
    static Optional<Party> of(Chain chain) {
        for (Party party : values()) {
            boolean byTable = !party.table.isEmpty() && chain.table().name().equals(party.table);
            if (byTable || party.chains.stream().anyMatch(prefix -> !prefix.isEmpty() && chain.name().startsWith(prefix))) {
                return Optional.of(party);
            }
        }
        return Optional.empty();
    }
}
