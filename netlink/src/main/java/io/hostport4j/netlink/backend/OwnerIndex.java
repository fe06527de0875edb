package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.nftables.FieldReader;
import io.hostport4j.netlink.nftables.SetElement;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What an owner has, kept in the map {@code owners} beside the forwards and changed in the same transaction: so it costs the same to
 * find it however many others there are.
 *
 * <p>The key is a CRC-32 of the owner's mark and a number that counts from 0 without a gap: whoever looks asks for number after
 * number until one is missing. Owners whose marks have the same CRC-32 share one count; the comment tells them apart. The data is one
 * of the {@link Row}s.
 */
final class OwnerIndex {
    /** In the place of a transport protocol; reserved by IANA, so no packet has it. */
    private static final int CONTAINER = 255;
    /** What a row's two numbers hold. */
    static final int MOST_ROWS = 0xffff;
    /** What stands in the kernel for {@link Masquerade}; never change it. */
    private static final List<Masquerade> MASQUERADE_NUMBERS = List.of(Masquerade.NEVER, Masquerade.WHEN_NEEDED, Masquerade.ALWAYS);

    private OwnerIndex() {}

    /** One element's data. */
    sealed interface Row {}

    /** Host ports in a row. In the kernel: address (IPv4 mapped into IPv6), protocol, first port, last port, 0. */
    record Ports(HostPort first, int lastPort) implements Row {
        Ports {
            if (lastPort < first.port()) {
                throw new IllegalArgumentException("ports " + first.port() + " to " + lastPort);
            }
        }

        List<HostPort> hostPorts() {
            List<HostPort> all = new ArrayList<>(lastPort - first.port() + 1);
            for (int port = first.port(); port <= lastPort; port++) {
                all.add(new HostPort(first.protocol(), first.address(), port));
            }
            return all;
        }
    }

    /**
     * A container that forwards lead to. In the kernel: its address (IPv4 mapped into IPv6), 255, the number of how it is
     * masqueraded, how many rows its owner has, the interface towards it or 0.
     *
     * @param rows at most 65535, for more too
     */
    record Container(InetAddress address, Masquerade masquerade, int rows, int link) implements Row {
        Container {
            if (link < 0) {
                throw new IllegalArgumentException("link " + link);
            }
        }
    }

    static byte[] key(Owner owner, int number) {
        CRC32 crc = new CRC32();
        crc.update(owner.text().getBytes(StandardCharsets.UTF_8));
        return HostPortTable.OWNERS.key().writer().number(crc.getValue()).number(number).bytes();
    }

    /** Whether an element is under the owner's CRC-32. */
    static boolean isCountedBy(SetElement element, Owner owner) {
        byte[] key = element.key();
        return Arrays.equals(key, 0, Integer.BYTES, key(owner, 0), 0, Integer.BYTES);
    }

    /** The number of an element. */
    static long number(SetElement element) {
        FieldReader key = HostPortTable.OWNERS.key().reader(element.key());
        key.number();
        return key.number();
    }

    /** The keys of some numbers in a row. */
    static List<byte[]> keys(Owner owner, int from, int to) {
        List<byte[]> keys = new ArrayList<>(to - from);
        for (int number = from; number < to; number++) {
            keys.add(key(owner, number));
        }
        return keys;
    }

    static SetElement element(Row row, Owner owner, int number) {
        byte[] data = row instanceof Ports ports
                ? data(ports.first().address(), ports.first().protocol().number(), ports.first().port(), ports.lastPort(), 0)
                : data((Container) row);
        return SetElement.of(key(owner, number), data).withComment(owner.text());
    }

    /** Empty for an element that does not carry the owner's mark, or that no version of this library wrote. */
    static Optional<Row> parse(SetElement element, Owner owner) {
        if (element.data().isEmpty() || !element.comment().equals(Optional.of(owner.text()))) {
            return Optional.empty();
        }
        try {
            return Optional.of(row(HostPortTable.OWNERS.data().orElseThrow().reader(element.data().get())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static Row row(FieldReader reader) {
        InetAddress address = Addresses.of(reader.octets());
        int protocol = (int) reader.number();
        int first = (int) reader.number();
        int second = (int) reader.number();
        if (protocol == CONTAINER) {
            return new Container(address, MASQUERADE_NUMBERS.get(first), second, (int) reader.number());
        }
        return new Ports(new HostPort(Protocol.ofNumber(protocol), address, first), second);
    }

    private static byte[] data(Container container) {
        return data(container.address(), CONTAINER, MASQUERADE_NUMBERS.indexOf(container.masquerade()), container.rows(), container.link());
    }

    private static byte[] data(InetAddress address, int protocol, int first, int second, int link) {
        return HostPortTable.OWNERS.data().orElseThrow().writer()
                .octets(Addresses.mapped(address)).number(protocol).number(first).number(second).number(link).bytes();
    }
}
