package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** Families of addresses that are translated, {@code NFPROTO_IPV4} and {@code NFPROTO_IPV6}. */
public enum IpFamily {
    /** IPv4. */
    IP(2, "ip"),
    /** IPv6. */
    IP6(10, "ip6");

    private final int number;
    private final String word;

    IpFamily(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** Its {@code NFPROTO} number: also what {@link MetaKey#NFPROTO} loads, in one byte. */
    public int number() {
        return number;
    }

    static Optional<IpFamily> of(int number) {
        for (IpFamily family : values()) {
            if (family.number == number) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
