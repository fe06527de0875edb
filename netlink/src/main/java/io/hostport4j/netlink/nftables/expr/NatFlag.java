package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a translation chooses addresses and ports, {@code NF_NAT_RANGE_*} in {@code linux/netfilter/nf_nat.h}.
 *
 * <p>The two bits that only say whether addresses and ports are given are no flags here: they follow from the expression.
 */
public enum NatFlag {
    /** A random port. */
    RANDOM(1 << 2),
    /** The same address for every connection of a client. */
    PERSISTENT(1 << 3),
    /** A random port, without any regard to the one before. */
    FULLY_RANDOM(1 << 4),
    /** A network is mapped to a network, host part by host part. */
    NETMAP(1 << 6);

    /** {@code NF_NAT_RANGE_MAP_IPS}. */
    private static final int ADDRESSES = 1;
    /** {@code NF_NAT_RANGE_PROTO_SPECIFIED}. */
    static final int PORTS = 1 << 1;

    private final int bit;

    NatFlag(int bit) {
        this.bit = bit;
    }

    static int bits(Set<NatFlag> flags) {
        int bits = 0;
        for (NatFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    static void write(MessageWriter writer, int attribute, int bits) {
        if (bits != 0) {
            writer.attributeBe32(attribute, bits);
        }
    }

    /** Empty when there is a bit without a name here. */
    static Optional<Set<NatFlag>> parse(Fields fields, int attribute) {
        int bits = fields.has(attribute) ? fields.be32(attribute) & ~(ADDRESSES | PORTS) : 0;
        Set<NatFlag> flags = EnumSet.noneOf(NatFlag.class);
        for (NatFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
                bits &= ~flag.bit;
            }
        }
        return bits == 0 ? Optional.of(flags) : Optional.empty();
    }

    static String format(int bits) {
        return bits == 0 ? "" : " flags 0x" + Integer.toHexString(bits);
    }
}
