package io.hostport4j.core.walk;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/** What a rule compares a {@link Value} with. */
sealed interface Pattern {
    Tri matches(Value value);

    /** All numbers between two, both included; addresses are numbers. */
    record Span(BigInteger low, BigInteger high) implements Pattern {
        @Override
        public Tri matches(Value value) {
            if (value instanceof Value.Num num) {
                boolean apart = num.high().compareTo(low) < 0 || num.low().compareTo(high) > 0;
                boolean within = num.low().compareTo(low) >= 0 && num.high().compareTo(high) <= 0;
                return apart ? Tri.NO : within ? Tri.YES : Tri.MAY;
            }
            if (value instanceof Value.Text text) {
                OptionalInt protocol = Literal.protocol(text.text());
                return protocol.isPresent() ? matches(Value.of(protocol.getAsInt())) : Tri.MAY;
            }
            return Tri.MAY;
        }
    }

    /** A name; one that ends with {@code *} is a beginning. */
    record Word(String word) implements Pattern {
        @Override
        public Tri matches(Value value) {
            if (value instanceof Value.Text text) {
                boolean same = word.endsWith("*") ? text.text().startsWith(word.substring(0, word.length() - 1)) : text.text().equals(word);
                return Tri.of(same);
            }
            if (value instanceof Value.Flags flags) {
                return Tri.of(flags.set().contains(word));
            }
            return Tri.MAY;
        }
    }

    record AnyOf(List<Pattern> patterns) implements Pattern {
        public AnyOf {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Tri matches(Value value) {
            Tri any = Tri.NO;
            for (Pattern pattern : patterns) {
                any = any.or(pattern.matches(value));
                if (any == Tri.YES) {
                    break;
                }
            }
            return any;
        }
    }

    record Row(List<Pattern> fields) implements Pattern {
        public Row {
            fields = List.copyOf(fields);
        }

        @Override
        public Tri matches(Value value) {
            if (!(value instanceof Value.Row row) || row.fields().size() != fields.size()) {
                return Tri.MAY;
            }
            Tri all = Tri.YES;
            for (int i = 0; i < fields.size(); i++) {
                all = all.and(fields.get(i).matches(row.fields().get(i)));
            }
            return all;
        }
    }

    /** Whatever it is. */
    enum Anything implements Pattern {
        ANYTHING;

        @Override
        public Tri matches(Value value) {
            return Tri.YES;
        }
    }

    /** What cannot be read, or changes with the traffic. */
    enum Unknowable implements Pattern {
        UNKNOWABLE;

        @Override
        public Tri matches(Value value) {
            return Tri.MAY;
        }
    }

    /** A number, an address, a protocol's or another name, by the look of it. */
    static Pattern of(String word) {
        return Literal.number(word).map(number -> (Pattern) new Span(number, number))
                .or(() -> Literal.address(word).map(address -> prefix(address, address.getAddress().length * Byte.SIZE)))
                .orElseGet(() -> new Word(word));
    }

    /** The addresses of a subnet. */
    static Pattern prefix(InetAddress address, int length) {
        int bits = address.getAddress().length * Byte.SIZE;
        BigInteger low = new BigInteger(1, address.getAddress()).shiftRight(bits - length).shiftLeft(bits - length);
        return new Span(low, low.add(BigInteger.ONE.shiftLeft(bits - length)).subtract(BigInteger.ONE));
    }

    /** From one number or address to another. */
    static Pattern range(String low, String high) {
        return of(low) instanceof Span from && of(high) instanceof Span to ? new Span(from.low(), to.high()) : Unknowable.UNKNOWABLE;
    }
}
