package io.hostport4j.cni.json;

import java.util.OptionalInt;

/** A number as it was written, so that one nobody reads leaves as it came, whatever its size. */
record JsonNumber(String text) {

    static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** The value, empty when it has a fraction or an exponent (as in Go), or is outside the range of an int. */
    OptionalInt toInt() {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException notAnInt) {
            return OptionalInt.empty();
        }
    }
}
