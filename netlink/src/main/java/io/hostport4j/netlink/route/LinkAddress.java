package io.hostport4j.netlink.route;

import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An address of this node; {@code struct ifaddrmsg} in {@code linux/if_addr.h}.
 *
 * @param link index of the link that has it
 * @param address the address itself, on point-to-point links too
 * @param prefixLength bits of its network, 0 to 32 or 128
 * @param scope how far it is known
 */
public record LinkAddress(int link, InetAddress address, int prefixLength, AddressScope scope) {
    static final int HEADER_LENGTH = 8;
    private static final int PREFIX_OFFSET = 1;
    private static final int SCOPE_OFFSET = 3;
    private static final int INDEX_OFFSET = 4;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_TARGET_NETNSID = 10;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the prefix is longer than the address
     */
    public LinkAddress {
        Objects.requireNonNull(scope, "scope");
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("prefix length \"" + prefixLength + "\" of \"" + address.getHostAddress()
                    + "\" is not in 0 to " + bits);
        }
    }

    /** The family of the address. */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    /** The namespace that an answer is about, when it is not the asker's. */
    static OptionalInt netnsId(NetlinkMessage message) {
        Attributes attributes = message.attributes(HEADER_LENGTH);
        while (attributes.next()) {
            if (attributes.type() == IFA_TARGET_NETNSID) {
                return OptionalInt.of(attributes.u32());
            }
        }
        return OptionalInt.empty();
    }

    static LinkAddress parse(NetlinkMessage message) {
        Attributes attributes = message.attributes(HEADER_LENGTH);
        InetAddress local = null;
        InetAddress peer = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_LOCAL -> local = attributes.address();
                case IFA_ADDRESS -> peer = attributes.address();
                default -> { }
            }
        }
        // IPv6 has IFA_LOCAL on point-to-point links alone; where both are, IFA_ADDRESS is the other end.
        InetAddress address = local != null ? local : peer;
        if (address == null) {
            throw new MalformedMessageException("address message without an address");
        }
        ByteBuffer header = message.payload();
        int prefixLength = header.get(PREFIX_OFFSET) & 0xff;
        if (prefixLength > address.getAddress().length * Byte.SIZE) {
            throw new MalformedMessageException("prefix length " + prefixLength + " of address " + address.getHostAddress());
        }
        return new LinkAddress(header.getInt(INDEX_OFFSET), address, prefixLength, AddressScope.of(header.get(SCOPE_OFFSET) & 0xff));
    }
}
