package io.hostport4j.examples.chaos;

import java.util.concurrent.ThreadLocalRandom;

/** How much a run does: a little in {@code ./verify}, all of it with {@code bench/chaos/run}. */
final class Scale {
    private static final boolean FULL = Boolean.getBoolean("chaos.full");

    private Scale() {}

    /** One figure or the other; {@code -Dchaos.count} takes the place of a full one. */
    static int of(int usual, int full) {
        return FULL ? Integer.getInteger("chaos.count", full) : usual;
    }

    static boolean isFull() {
        return FULL;
    }

    /** A new one each time, or that of {@code -Dchaos.seed}; printed, so that a failure can be looked at again. */
    static long seed(String test) {
        long seed = Long.getLong("chaos.seed", ThreadLocalRandom.current().nextLong() >>> 16);
        System.out.println(test + ": -Dchaos.seed=" + seed);
        return seed;
    }
}
