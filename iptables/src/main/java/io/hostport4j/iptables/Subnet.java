package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses that begin alike, as iptables writes them.
 *
 * @param address any of them
 * @param prefixLength of how many bits it is sure
 */
record Subnet(InetAddress address, int prefixLength) {
    private static final String ADDRESS = "[0-9a-fA-F:.]+";

    static Subnet host(InetAddress address) {
        return new Subnet(address, bits(address));
    }

    static Subnet everything(Family family) {
        return new Subnet(family.unspecified(), 0);
    }

    /** Empty for what is none, as an address with a mask that is no prefix. */
    static Optional<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        try {
            int prefix = slash < 0 ? -1 : Integer.parseInt(text.substring(slash + 1));
            return address.map(parsed -> new Subnet(parsed, prefix < 0 ? bits(parsed) : prefix)).filter(Subnet::isPossible);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Empty for what is no address; asks no name server. */
    static Optional<InetAddress> address(String text) {
        try {
            return text.matches(ADDRESS) && (text.contains(":") || text.chars().filter(c -> c == '.').count() == 3)
                    ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean isEverything() {
        return prefixLength == 0;
    }

    boolean isHost() {
        return prefixLength == bits(address);
    }

    /** The same with all bits after the prefix 0, as iptables prints it. */
    Subnet masked() {
        byte[] bytes = address.getAddress();
        for (int bit = prefixLength; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(1 << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        try {
            return new Subnet(InetAddress.getByAddress(bytes), prefixLength);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address as long as before", e);
        }
    }

    @Override
    public String toString() {
        return IpText.of(address) + "/" + prefixLength;
    }

    private boolean isPossible() {
        return prefixLength >= 0 && prefixLength <= bits(address);
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
