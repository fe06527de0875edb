package io.hostport4j.core.spi;

import io.hostport4j.core.model.InvalidRequestException;

/** How packets are marked that shall be masqueraded; backends that know their flows otherwise have no use for it. */
public sealed interface Mark {
    /** Bit 13, as in the reference plugin. */
    Mark DEFAULT = new Bit(13);

    /**
     * One bit of the packet mark.
     *
     * @param number 0 to 31
     */
    record Bit(int number) implements Mark {
        private static final int MAX = Integer.SIZE - 1;

        /** @throws InvalidRequestException when the number is outside 0 to 31 */
        public Bit {
            if (number < 0 || number > MAX) {
                throw new InvalidRequestException("markMasqBit", Integer.toString(number), "give 0 to " + MAX);
            }
        }

        // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
        @Override
        public boolean equals(Object other) {
            return other instanceof Bit that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /**
     * An iptables chain that another program keeps, e.g. {@code KUBE-MARK-MASQ}; that program also masquerades what is marked.
     *
     * @param name 1 to 28 printable ASCII characters without white space; does not begin with {@code -} or {@code !}
     */
    record Chain(String name) implements Mark {
        /** {@code XT_EXTENSION_MAXNAMELEN} - 1, {@code linux/netfilter/x_tables.h}. */
        private static final int LENGTH_MAX = 28;

        /** @throws InvalidRequestException when no chain can have the name */
        public Chain {
            if (name.isEmpty() || name.length() > LENGTH_MAX || name.charAt(0) == '-' || name.charAt(0) == '!'
                    || name.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '\\')) {
                throw new InvalidRequestException("externalSetMarkChain", name,
                        "give the name of a chain: 1 to " + LENGTH_MAX + " letters, digits and signs other than quotation marks and backslash");
            }
        }
    }
}
