package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Optional;

/**
 * Counts the packets that come so far in the rule, or for which the element was found, {@code enum nft_counter_attributes}.
 *
 * @param packets since the rule or element was made; where it starts when written
 * @param bytes as packets
 */
public record Counter(long packets, long bytes) implements Expression {
    static final String NAME = "counter";
    private static final int ATTR_BYTES = 1;
    private static final int ATTR_PACKETS = 2;
    private static final int ATTR_PAD = 3;

    /** A counter that starts at 0. */
    public static Counter zero() {
        return new Counter(0, 0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe64(ATTR_BYTES, bytes).attributeBe64(ATTR_PACKETS, packets);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(Fields.mask(ATTR_BYTES, ATTR_PACKETS), Fields.mask(ATTR_PAD))) {
            return Optional.empty();
        }
        return Optional.of(new Counter(fields.be64(ATTR_PACKETS), fields.be64(ATTR_BYTES)));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Counter that && packets == that.packets && bytes == that.bytes;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(packets) * 31 + Long.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "[ counter pkts " + Long.toUnsignedString(packets) + " bytes " + Long.toUnsignedString(bytes) + " ]";
    }
}
