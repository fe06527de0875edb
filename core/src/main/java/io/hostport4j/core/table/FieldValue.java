package io.hostport4j.core.table;

import io.hostport4j.core.model.IpText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;

/** One field of an element's key or data. */
public sealed interface FieldValue {
    /**
     * An address.
     *
     * @param address of IPv4 too where the field is for IPv6: there it is mapped
     */
    record Address(InetAddress address) implements FieldValue {
        /** Checks that it is not null. */
        public Address {
            Objects.requireNonNull(address, "address");
        }

        // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
        @Override
        public boolean equals(Object other) {
            return other instanceof Address that && address.equals(that.address);
        }

        @Override
        public int hashCode() {
            return address.hashCode();
        }
    }

    /**
     * A protocol, a port, a mark or an interface's index.
     *
     * @param number 0 to 2^32 - 1
     */
    record Numeric(long number) implements FieldValue {
        // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
        @Override
        public boolean equals(Object other) {
            return other instanceof Numeric that && number == that.number;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    /** A field that is an address. */
    static FieldValue of(InetAddress address) {
        return new Address(address);
    }

    /** A field that is a number. */
    static FieldValue of(long number) {
        return new Numeric(number);
    }

    /**
     * The value as nft reads it in a field of a type: {@code tcp}, {@code 8080}, {@code ::ffff:10.0.0.2}, {@code 0x0000002a}; an
     * interface by its index.
     */
    default String text(FieldType type) {
        if (this instanceof Address value) {
            boolean mapped = type == FieldType.IPV6_ADDR && value.address() instanceof Inet4Address;
            return (mapped ? "::ffff:" : "") + IpText.of(value.address());
        }
        long number = ((Numeric) this).number();
        return switch (type) {
            case INET_PROTO -> protocol((int) number);
            case MARK -> String.format("0x%08x", number);
            case INET_SERVICE, IFACE_INDEX, IPV4_ADDR, IPV6_ADDR -> Long.toString(number);
        };
    }

    private static String protocol(int number) {
        return switch (number) {
            case 6 -> "tcp";
            case 17 -> "udp";
            case 132 -> "sctp";
            default -> Integer.toString(number);
        };
    }
}
