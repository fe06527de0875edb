package io.hostport4j.bench;

import java.util.Arrays;

/** Measurements of one thing. */
public final class Samples {
    private double[] values = new double[64];
    private int count;

    /** One more. */
    public void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    /** @throws IllegalStateException when there are none */
    public Figure figure(String contender, String what, int ports, int standing, String unit) {
        if (count == 0) {
            throw new IllegalStateException("no sample of " + what + " by " + contender);
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return new Figure(contender, what, ports, standing, unit, count, sorted[count / 2], sorted[(int) Math.ceil(count * 0.99) - 1]);
    }
}
