package io.hostport4j.netlink.conntrack;

import io.hostport4j.netlink.wire.AddressFamily;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Conditions on a flow, all of which must hold; what is empty does not count.
 *
 * <p>Begin with {@link #any()}, or with {@link #of(AddressFamily, int)}, which lets the kernel choose by ports.
 *
 * @param family address family; an address below sets it too
 * @param protocol the IP protocol's number, 0 to 255
 * @param originalDestination where the first packet was sent to, before any translation
 * @param originalDestinationPort its port, 0 to 65535
 * @param replySource where answers come from: the target of a destination translation
 * @param replySourcePort its port, 0 to 65535
 * @param status {@code IPS_*} bits that must all be set; 0 does not count
 */
public record FlowFilter(
        Optional<AddressFamily> family, OptionalInt protocol, Optional<InetAddress> originalDestination,
        OptionalInt originalDestinationPort, Optional<InetAddress> replySource, OptionalInt replySourcePort, int status) {
    private static final int MAX_PROTOCOL = 0xff;
    private static final int MAX_PORT = 0xffff;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a number is out of range, or family and addresses do not agree
     */
    public FlowFilter {
        check("protocol", protocol, MAX_PROTOCOL);
        check("original destination port", originalDestinationPort, MAX_PORT);
        check("reply source port", replySourcePort, MAX_PORT);
        family = agreed(agreed(family, originalDestination), replySource);
    }

    /** Every flow. */
    public static FlowFilter any() {
        return new FlowFilter(Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                OptionalInt.empty(), 0);
    }

    /** Flows of a family and an IP protocol, given by its number. */
    public static FlowFilter of(AddressFamily family, int protocol) {
        return new FlowFilter(Optional.of(family), OptionalInt.of(protocol), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                OptionalInt.empty(), 0);
    }

    /** This filter, with a condition on where the first packet was sent to. */
    public FlowFilter withOriginalDestination(InetAddress address) {
        return new FlowFilter(family, protocol, Optional.of(address), originalDestinationPort, replySource, replySourcePort, status);
    }

    /** This filter, with a condition on the port the first packet was sent to. */
    public FlowFilter withOriginalDestinationPort(int port) {
        return new FlowFilter(family, protocol, originalDestination, OptionalInt.of(port), replySource, replySourcePort, status);
    }

    /** This filter, with a condition on where answers come from. */
    public FlowFilter withReplySource(InetAddress address) {
        return new FlowFilter(family, protocol, originalDestination, originalDestinationPort, Optional.of(address), replySourcePort, status);
    }

    /** This filter, with a condition on the port answers come from. */
    public FlowFilter withReplySourcePort(int port) {
        return new FlowFilter(family, protocol, originalDestination, originalDestinationPort, replySource, OptionalInt.of(port), status);
    }

    /** This filter, with bits of {@link Flow#status} that must all be set. */
    public FlowFilter withStatus(int bits) {
        return new FlowFilter(family, protocol, originalDestination, originalDestinationPort, replySource, replySourcePort, bits);
    }

    /** Whether all conditions hold for a flow. */
    public boolean matches(Flow flow) {
        return (family.isEmpty() || family.get() == flow.family())
                && holds(protocol, flow.protocol())
                && holds(originalDestination, flow.original().destination())
                && holds(originalDestinationPort, flow.original().destinationPort())
                && holds(replySource, flow.reply().source())
                && holds(replySourcePort, flow.reply().sourcePort())
                && (flow.status() & status) == status;
    }

    private static boolean holds(OptionalInt wanted, int found) {
        return wanted.isEmpty() || wanted.getAsInt() == found;
    }

    private static boolean holds(Optional<InetAddress> wanted, InetAddress found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }

    private static Optional<AddressFamily> agreed(Optional<AddressFamily> family, Optional<InetAddress> address) {
        if (address.isEmpty()) {
            return family;
        }
        AddressFamily ofAddress = AddressFamily.of(address.get());
        if (family.isPresent() && family.get() != ofAddress) {
            throw new IllegalArgumentException("address \"" + address.get().getHostAddress() + "\" is not of family " + family.get());
        }
        return Optional.of(ofAddress);
    }

    private static void check(String name, OptionalInt value, int maximum) {
        if (value.isPresent() && (value.getAsInt() < 0 || value.getAsInt() > maximum)) {
            throw new IllegalArgumentException(name + " \"" + value.getAsInt() + "\" is not in 0 to " + maximum);
        }
    }
}
