package io.hostport4j.core.walk;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** What an expression of a rule finds in a packet. */
sealed interface Value {
    /** A number or address, known or at least bounded: the port that a client will choose lies in a range. */
    record Num(BigInteger low, BigInteger high) implements Value {
        boolean isKnown() {
            return low.equals(high);
        }
    }

    record Text(String text) implements Value {}

    /** Bits by their names. */
    record Flags(Set<String> set) implements Value {
        public Flags {
            set = Set.copyOf(set);
        }
    }

    /** Several in a row, as nft's concatenations. */
    record Row(List<Value> fields) implements Value {
        public Row {
            fields = List.copyOf(fields);
        }
    }

    /** Nothing to compare. */
    enum Lack implements Value {
        /** The packet has no such field: the rule does not match, whatever it compares with. */
        ABSENT,
        UNKNOWN
    }

    static Value of(long number) {
        BigInteger big = BigInteger.valueOf(number);
        return new Num(big, big);
    }

    static Value of(long low, long high) {
        return new Num(BigInteger.valueOf(low), BigInteger.valueOf(high));
    }

    static Value of(InetAddress address) {
        BigInteger big = new BigInteger(1, address.getAddress());
        return new Num(big, big);
    }
}
