package io.hostport4j.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What is to be reached.
 *
 * @param measured empty when the part that measures it was not run, or one it is compared with is missing
 */
record Goal(String text, Bound bound, double limit, Optional<Double> measured) {
    /** Which side of the limit is the good one. */
    enum Bound {
        AT_MOST("at most", measured -> measured),
        AT_LEAST("at least", measured -> -measured);

        private final String text;
        private final DoubleUnaryOperator badness;

        Bound(String text, DoubleUnaryOperator badness) {
            this.text = text;
            this.badness = badness;
        }
    }

    static Goal atMost(String text, double limit, Optional<Double> measured) {
        return new Goal(text, Bound.AT_MOST, limit, measured);
    }

    static Goal atLeast(String text, double limit, Optional<Double> measured) {
        return new Goal(text, Bound.AT_LEAST, limit, measured);
    }

    List<String> cells() {
        return List.of(bound.text + " " + Numbers.text(limit), measured.map(Numbers::text).orElse(""), measured.map(this::verdict)
                .orElse("not measured"));
    }

    private String verdict(double value) {
        if (bound.badness.applyAsDouble(value) <= bound.badness.applyAsDouble(limit)) {
            return "reached";
        }
        return "**missed by " + Numbers.text(Math.abs(value / limit - 1) * 100) + " %**";
    }
}
