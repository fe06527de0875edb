package io.hostport4j.core.table;

import java.net.Inet4Address;
import java.util.Locale;

/** What a field of a set's key or data is, by nft's names ({@code nft describe}). */
public enum FieldType {
    /** Transport protocol, 0 to 255. */
    INET_PROTO(8),
    /** Port, 0 to 65535. */
    INET_SERVICE(16),
    /** IPv4 address. */
    IPV4_ADDR(0),
    /** IPv6 address; an IPv4 address in its place is mapped into IPv6 (RFC 4291, 2.5.5.2). */
    IPV6_ADDR(0),
    /** Packet mark, 32 bits; here simply a number. */
    MARK(32),
    /** Interface index, 32 bits; 0 for none. */
    IFACE_INDEX(32);

    private final int bits;

    FieldType(int bits) {
        this.bits = bits;
    }

    /** nft's name, e.g. {@code inet_service}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a field of this type can have the value. */
    public boolean holds(FieldValue value) {
        if (value instanceof FieldValue.Numeric numeric) {
            return numeric.number() >= 0 && numeric.number() >>> bits == 0;
        }
        return this == IPV6_ADDR || this == IPV4_ADDR && ((FieldValue.Address) value).address() instanceof Inet4Address;
    }

    @Override
    public String toString() {
        return text();
    }
}
