package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Translates the source to an address of the interface that the packet leaves by, {@code enum nft_masq_attributes}.
 *
 * @param ports registers with the new source port
 * @param flags how to choose it
 */
public record Masquerade(Optional<RegisterRange> ports, Set<NatFlag> flags) implements Expression {
    static final String NAME = "masq";
    private static final int ATTR_FLAGS = 1;
    private static final int ATTR_PROTO_MIN = 2;
    private static final int ATTR_PROTO_MAX = 3;

    /** @throws NullPointerException when anything is null */
    public Masquerade {
        Objects.requireNonNull(ports, "ports");
        flags = Set.copyOf(flags);
    }

    /** With whatever port the kernel chooses. */
    public Masquerade() {
        this(Optional.empty(), Set.of());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        NatFlag.write(writer, ATTR_FLAGS, bits());
        RegisterRange.write(writer, ports, ATTR_PROTO_MIN, ATTR_PROTO_MAX);
    }

    /** Unlike for {@link Nat}, the kernel does not add the bit for ports itself. */
    private int bits() {
        return NatFlag.bits(flags) | (ports.isPresent() ? NatFlag.PORTS : 0);
    }

    static Optional<Expression> parse(Fields fields) {
        if (!fields.only(0, Fields.mask(ATTR_FLAGS, ATTR_PROTO_MIN, ATTR_PROTO_MAX))) {
            return Optional.empty();
        }
        Optional<RegisterRange> ports = RegisterRange.parse(fields, ATTR_PROTO_MIN, ATTR_PROTO_MAX);
        return NatFlag.parse(fields, ATTR_FLAGS).map(flags -> new Masquerade(ports, flags));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Masquerade that && ports.equals(that.ports) && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return ports.hashCode() * 31 + flags.hashCode();
    }

    @Override
    public String toString() {
        return "[ masq" + RegisterRange.format(ports, "proto") + NatFlag.format(bits()) + " ]";
    }
}
