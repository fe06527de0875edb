package io.hostport4j.core.table;

import java.util.Locale;

/**
 * Where packets come to a chain by themselves; its policy is accept.
 *
 * @param type what the chain may do
 * @param point where on the way of a packet
 * @param priority among the chains at one point, the lowest number first
 */
public record ChainHook(Type type, Point point, int priority) {
    /** nf_tables' types of base chains, as far as they are used. */
    public enum Type {
        FILTER,
        NAT;

        /** nft's name. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Netfilter's hooks, as far as they are used. */
    public enum Point {
        PREROUTING,
        OUTPUT,
        POSTROUTING;

        /** nft's name. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
