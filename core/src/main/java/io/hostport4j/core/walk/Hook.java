package io.hostport4j.core.walk;

import java.util.Locale;
import java.util.Optional;

/** Netfilter's hooks, in the order in which a packet meets them. */
enum Hook {
    INGRESS, PREROUTING, INPUT, FORWARD, OUTPUT, POSTROUTING;

    /** Where the connection tracker looks a packet up; before, no state is known ({@code NF_IP_PRI_CONNTRACK}, linux/netfilter_ipv4.h). */
    static final int CONNTRACK = -200;

    /** nft's name. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The hook of a name in any case; empty for those that no routed packet meets, as egress. */
    static Optional<Hook> named(String name) {
        for (Hook hook : values()) {
            if (hook.name().equalsIgnoreCase(name)) {
                return Optional.of(hook);
            }
        }
        return Optional.empty();
    }

    /** Whether chains of type nat replace destinations here. */
    boolean replacesDestination() {
        return switch (this) {
            case PREROUTING, OUTPUT -> true;
            case INGRESS, INPUT, FORWARD, POSTROUTING -> false;
        };
    }

    /**
     * Where the tracker asks all chains of type nat, whatever priority they have among themselves ({@code nf_nat_ipv4_ops},
     * net/netfilter/nf_nat_proto.c).
     */
    int natPriority() {
        return replacesDestination() ? -100 : 100;
    }
}
