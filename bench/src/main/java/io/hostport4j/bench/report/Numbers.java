package io.hostport4j.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures for people: three digits that count, with commas between thousands. */
final class Numbers {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Numbers() {}

    static String text(double value) {
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(rounded.scale(), 3)) + "f", rounded);
    }

    static String count(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
