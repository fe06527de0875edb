package io.hostport4j.core.table;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.table.FieldValue.Address;
import io.hostport4j.core.table.FieldValue.Numeric;
import io.hostport4j.core.table.OwnerRow.Conditional;
import io.hostport4j.core.table.OwnerRow.Container;
import io.hostport4j.core.table.OwnerRow.Ports;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What an owner has, kept in the map {@code owners} beside the forwards and changed in the same transaction: so it costs the same to
 * find it however many others there are.
 *
 * <p>The key is a CRC-32 of the owner's mark and a number that counts from 0 without a gap: whoever looks asks for number after
 * number until one is missing. Owners whose marks have the same CRC-32 share one count; the comment tells them apart. The data is one
 * of the {@link OwnerRow}s.
 */
public final class OwnerIndex {
    /** In the place of a transport protocol; reserved by IANA, so no packet has it. */
    private static final int CONTAINER = 255;
    /** As {@link #CONTAINER}; for experiments (RFC 3692), so no forward has it. */
    private static final int CONDITIONS = 254;
    /** What a row's two numbers hold. */
    static final int MOST_ROWS = 0xffff;
    /** What stands in the kernel for {@link Masquerade}; never change it. */
    private static final List<Masquerade> MASQUERADE_NUMBERS = List.of(Masquerade.NEVER, Masquerade.WHEN_NEEDED, Masquerade.ALWAYS);
    private static final int IPV4 = 4;
    private static final int IPV6 = 6;
    private static final FieldValue ZERO = FieldValue.of(0);

    private OwnerIndex() {}

    /** The keys of some numbers in a row, the last not included. */
    public static List<List<FieldValue>> keys(Owner owner, int from, int to) {
        FieldValue checksum = checksum(owner);
        List<List<FieldValue>> keys = new ArrayList<>(to - from);
        for (int number = from; number < to; number++) {
            keys.add(List.of(checksum, FieldValue.of(number)));
        }
        return keys;
    }

    static FieldValue checksum(Owner owner) {
        CRC32 crc = new CRC32();
        crc.update(owner.text().getBytes(StandardCharsets.UTF_8));
        return FieldValue.of(crc.getValue());
    }

    static long number(TableElement element) {
        return number(element.key().get(1));
    }

    static TableElement element(OwnerRow row, Owner owner, FieldValue checksum, int number) {
        return new TableElement(TableSet.OWNERS, List.of(checksum, FieldValue.of(number)), data(row), Optional.of(owner.text()));
    }

    /** The same row under another number. */
    static TableElement numbered(TableElement element, int number) {
        return new TableElement(TableSet.OWNERS, List.of(element.key().get(0), FieldValue.of(number)), element.data(), element.comment());
    }

    /** Empty for an element that does not carry the owner's mark, or that no version of this library wrote. */
    static Optional<OwnerRow> parse(TableElement element, Owner owner) {
        return element.comment().isPresent() && element.comment().get().equals(owner.text()) ? parse(element.data()) : Optional.empty();
    }

    /** Empty for data that no version of this library wrote. */
    static Optional<OwnerRow> parse(List<FieldValue> data) {
        if (data.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(row(data));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static OwnerRow row(List<FieldValue> data) {
        InetAddress address = ((Address) data.get(0)).address();
        int protocol = (int) number(data.get(1));
        int first = (int) number(data.get(2));
        int second = (int) number(data.get(3));
        return switch (protocol) {
            case CONTAINER -> new Container(address, MASQUERADE_NUMBERS.get(first), second, (int) number(data.get(4)));
            case CONDITIONS -> new Conditional(family(first), Conditions.known(Fingerprint.of(address)));
            default -> new Ports(new HostPort(Protocol.ofNumber(protocol), address, first), second);
        };
    }

    private static List<FieldValue> data(OwnerRow row) {
        if (row instanceof Ports ports) {
            HostPort first = ports.first();
            return List.of(FieldValue.of(first.address()), FieldValue.of(first.protocol().number()), FieldValue.of(first.port()),
                    FieldValue.of(ports.lastPort()), ZERO);
        }
        if (row instanceof Container container) {
            return List.of(FieldValue.of(container.address()), FieldValue.of(CONTAINER),
                    FieldValue.of(MASQUERADE_NUMBERS.indexOf(container.masquerade())), FieldValue.of(container.rows()),
                    FieldValue.of(container.link()));
        }
        Conditional conditional = (Conditional) row;
        return List.of(FieldValue.of(Fingerprint.address(conditional.conditions().fingerprint())), FieldValue.of(CONDITIONS),
                FieldValue.of(number(conditional.family())), ZERO, ZERO);
    }

    private static long number(FieldValue value) {
        return ((Numeric) value).number();
    }

    private static int number(Family family) {
        return switch (family) {
            case IPV4 -> IPV4;
            case IPV6 -> IPV6;
        };
    }

    private static Family family(int number) {
        return switch (number) {
            case IPV4 -> Family.IPV4;
            case IPV6 -> Family.IPV6;
            default -> throw new IllegalArgumentException("family " + number);
        };
    }
}
