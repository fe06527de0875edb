package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.model.Family;
import io.hostport4j.netlink.nftables.Table;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The names that the reference plugin gives its tables and chains, from version 1.6 on. */
final class ReferenceTables {
    static final Table IPV4 = new Table(io.hostport4j.netlink.nftables.Family.IP, "cni_hostport");
    static final Table IPV6 = new Table(io.hostport4j.netlink.nftables.Family.IP6, "cni_hostport");
    static final List<Table> ALL = List.of(IPV4, IPV6);

    /** Older versions kept rules with a host address in the second one. */
    static final List<String> FORWARD_CHAINS = List.of("hostports", "hostip_hostports");
    static final String MASQUERADING = "masquerading";

    private ReferenceTables() {}

    static Family family(Table table) {
        return table.equals(IPV4) ? Family.IPV4 : Family.IPV6;
    }

    /** The bytes as an address of the table's family; empty when they are none. */
    static Optional<InetAddress> address(Table table, byte[] bytes) {
        try {
            // What is mapped into IPv6 comes out as IPv4.
            return Optional.of(InetAddress.getByAddress(bytes)).filter(address -> Family.of(address) == family(table));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
