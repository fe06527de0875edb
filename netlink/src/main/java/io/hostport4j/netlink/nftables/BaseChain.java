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

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof BaseChain that && type == that.type && hook == that.hook && priority == that.priority
                && policy == that.policy;
    }

    @Override
    public int hashCode() {
        return ((type.hashCode() * 31 + hook.hashCode()) * 31 + priority) * 31 + policy.hashCode();
    }

    /** In nft's words: {@code type nat hook prerouting priority -99; policy accept;}. */
    @Override
    public String toString() {
        return "type " + type + " hook " + hook + " priority " + priority + "; policy " + policy + ";";
    }
}
