package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Translates the source or the destination of a connection, {@code enum nft_nat_attributes}; only in chains of type nat.
 *
 * @param family that of the addresses
 * @param addresses registers with the new address
 * @param ports registers with the new port
 * @param flags how to choose among several
 */
public record Nat(Type type, IpFamily family, Optional<RegisterRange> addresses, Optional<RegisterRange> ports, Set<NatFlag> flags)
        implements Expression {
    /** Which end is translated, {@code enum nft_nat_types}. */
    public enum Type {
        /** The source. */
        SNAT,
        /** The destination. */
        DNAT
    }

    static final String NAME = "nat";
    private static final int ATTR_TYPE = 1;
    private static final int ATTR_FAMILY = 2;
    private static final int ATTR_ADDR_MIN = 3;
    private static final int ATTR_ADDR_MAX = 4;
    private static final int ATTR_PROTO_MIN = 5;
    private static final int ATTR_PROTO_MAX = 6;
    private static final int ATTR_FLAGS = 7;

    /** @throws NullPointerException when anything is null */
    public Nat {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(ports, "ports");
        flags = Set.copyOf(flags);
    }

    /** To one address and port. */
    public static Nat dnat(IpFamily family, int addressRegister, int portRegister) {
        return new Nat(Type.DNAT, family, Optional.of(RegisterRange.of(addressRegister)), Optional.of(RegisterRange.of(portRegister)),
                Set.of());
    }

    /** To one address; the port stays. */
    public static Nat dnat(IpFamily family, int addressRegister) {
        return new Nat(Type.DNAT, family, Optional.of(RegisterRange.of(addressRegister)), Optional.empty(), Set.of());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(ATTR_TYPE, type.ordinal()).attributeBe32(ATTR_FAMILY, family.number());
        RegisterRange.write(writer, addresses, ATTR_ADDR_MIN, ATTR_ADDR_MAX);
        RegisterRange.write(writer, ports, ATTR_PROTO_MIN, ATTR_PROTO_MAX);
        // The kernel adds the bits for addresses and ports itself.
        NatFlag.write(writer, ATTR_FLAGS, NatFlag.bits(flags));
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_TYPE, ATTR_FAMILY),
                Fields.mask(ATTR_ADDR_MIN, ATTR_ADDR_MAX, ATTR_PROTO_MIN, ATTR_PROTO_MAX, ATTR_FLAGS))) {
            return Optional.empty();
        }
        int type = fields.be32(ATTR_TYPE);
        Optional<IpFamily> family = IpFamily.of(fields.be32(ATTR_FAMILY));
        Optional<Set<NatFlag>> flags = NatFlag.parse(fields, ATTR_FLAGS);
        if (type < 0 || type >= Type.values().length || family.isEmpty() || flags.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Nat(Type.values()[type], family.get(), RegisterRange.parse(fields, ATTR_ADDR_MIN, ATTR_ADDR_MAX),
                RegisterRange.parse(fields, ATTR_PROTO_MIN, ATTR_PROTO_MAX), flags.get()));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Nat that && type == that.type && family == that.family && addresses.equals(that.addresses)
                && ports.equals(that.ports) && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return (((type.hashCode() * 31 + family.hashCode()) * 31 + addresses.hashCode()) * 31 + ports.hashCode()) * 31 + flags.hashCode();
    }

    @Override
    public String toString() {
        return "[ nat " + type.name().toLowerCase(java.util.Locale.ROOT) + " " + family + RegisterRange.format(addresses, "addr")
                + RegisterRange.format(ports, "proto") + NatFlag.format(NatFlag.bits(flags)) + " ]";
    }
}
