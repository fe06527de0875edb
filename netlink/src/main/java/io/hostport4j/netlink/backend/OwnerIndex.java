package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.nftables.FieldReader;
import io.hostport4j.netlink.nftables.SetElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Which host ports an owner has, kept in the map {@code owners} beside the forwards and changed in the same transaction.
 *
 * <p>The key is a CRC-32 of the owner's mark and a number that counts from 0 without a gap: whoever looks asks for number after
 * number until one is missing. Owners whose marks have the same CRC-32 share one count; the comment tells them apart. The data is
 * the host address (IPv4 mapped into IPv6), the protocol, the first and the last of ports in a row, and the interface towards the
 * container, or 0.
 */
final class OwnerIndex {
    private OwnerIndex() {}

    /** Host ports in a row: {@code first} up to {@code lastPort}, of containers behind the interface {@code link}. */
    record Entry(Owner owner, HostPort first, int lastPort, int link) {
        List<HostPort> hostPorts() {
            List<HostPort> all = new ArrayList<>(lastPort - first.port() + 1);
            for (int port = first.port(); port <= lastPort; port++) {
                all.add(new HostPort(first.protocol(), first.address(), port));
            }
            return all;
        }

        private boolean continuedBy(HostPort next, int nextLink) {
            return link == nextLink && first.protocol() == next.protocol() && first.address().equals(next.address())
                    && lastPort + 1 == next.port();
        }
    }

    static byte[] key(Owner owner, int number) {
        CRC32 crc = new CRC32();
        crc.update(owner.text().getBytes(StandardCharsets.UTF_8));
        return HostPortTable.OWNERS.key().writer().number(crc.getValue()).number(number).bytes();
    }

    /** The keys of some numbers in a row. */
    static List<byte[]> keys(Owner owner, int from, int to) {
        List<byte[]> keys = new ArrayList<>(to - from);
        for (int number = from; number < to; number++) {
            keys.add(key(owner, number));
        }
        return keys;
    }

    /** The element that an entry is under some number of its owner's CRC-32, or of one with the same. */
    static SetElement element(Entry entry, Owner countedBy, int number) {
        byte[] data = HostPortTable.OWNERS.data().orElseThrow().writer()
                .octets(Addresses.mapped(entry.first().address()))
                .number(entry.first().protocol().number())
                .number(entry.first().port())
                .number(entry.lastPort())
                .number(entry.link())
                .bytes();
        return SetElement.of(key(countedBy, number), data).withComment(entry.owner().text());
    }

    /** Empty for an element that no version of this library wrote. */
    static Optional<Entry> parse(SetElement element) {
        if (element.comment().filter(Owner::isOwner).isEmpty() || element.data().isEmpty()) {
            return Optional.empty();
        }
        try {
            FieldReader reader = HostPortTable.OWNERS.data().orElseThrow().reader(element.data().get());
            byte[] address = reader.octets();
            Protocol protocol = Protocol.ofNumber((int) reader.number());
            HostPort first = new HostPort(protocol, Addresses.of(address), (int) reader.number());
            return Optional.of(new Entry(new Owner(element.comment().get()), first, (int) reader.number(), (int) reader.number()));
        } catch (IllegalArgumentException | io.hostport4j.core.model.InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** The fewest entries that hold these host ports, each with the interface it is given. */
    static List<Entry> entries(Owner owner, Collection<Linked> hostPorts) {
        List<Linked> sorted = new ArrayList<>(hostPorts);
        sorted.sort(Comparator.comparing((Linked l) -> l.hostPort().family())
                .thenComparing(l -> l.hostPort().protocol())
                .thenComparing(l -> l.hostPort().address().getHostAddress())
                .thenComparingInt(l -> l.hostPort().port()));
        List<Entry> entries = new ArrayList<>();
        for (Linked linked : sorted) {
            Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
            if (last != null && last.continuedBy(linked.hostPort(), linked.link())) {
                entries.set(entries.size() - 1, new Entry(owner, last.first(), linked.hostPort().port(), last.link()));
            } else {
                entries.add(new Entry(owner, linked.hostPort(), linked.hostPort().port(), linked.link()));
            }
        }
        return entries;
    }

    /** A host port and the index of the interface towards its container. */
    record Linked(HostPort hostPort, int link) {}
}
