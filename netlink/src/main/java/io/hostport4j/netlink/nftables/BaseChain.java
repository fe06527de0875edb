package io.hostport4j.netlink.nftables;

import java.util.Objects;

/**
 * What makes a chain one that packets come to by themselves.
 *
 * @param priority smaller is earlier; -100 is where destination NAT usually is, 100 source NAT, 0 filtering
 */
public record BaseChain(ChainType type, Hook hook, int priority, Policy policy) {
    /** @throws NullPointerException when anything is null */
    public BaseChain {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(hook, "hook");
        Objects.requireNonNull(policy, "policy");
    }

    /** In nft's words: {@code type nat hook prerouting priority -99; policy accept;}. */
    @Override
    public String toString() {
        return "type " + type + " hook " + hook + " priority " + priority + "; policy " + policy + ";";
    }
}
