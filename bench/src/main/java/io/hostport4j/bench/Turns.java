package io.hostport4j.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has contenders measured in turn, so that a slow moment of the machine hits all of them alike.
 *
 * @param warmUp rounds that do not count
 * @param rounds that count
 * @param budget when it is spent no further round begins; a first one always counts
 */
public record Turns(int warmUp, int rounds, Duration budget) {
    /** One of those that take turns. */
    public interface Entrant {
        /** How often it can be had; what takes twenty seconds comes less often than the others. */
        default int rounds() {
            return Integer.MAX_VALUE;
        }

        /** Does what is measured once, or some times, and tells of each quantity what it was. */
        void take(Sink sink);
    }

    /** Where an entrant tells its measurements. */
    @FunctionalInterface
    public interface Sink {
        /** One measurement of a quantity. */
        void add(String what, double value);
    }

    /** @return in the order of the entrants, the samples of each by their quantities */
    public List<Map<String, Samples>> run(List<? extends Entrant> entrants) {
        List<Map<String, Samples>> samples = entrants.stream().<Map<String, Samples>>map(entrant -> new TreeMap<>()).toList();
        long start = System.nanoTime();
        for (int round = -warmUp; round < rounds; round++) {
            if (round > 0 && System.nanoTime() - start > budget.toNanos()) {
                break;
            }
            for (int i = 0; i < entrants.size(); i++) {
                Map<String, Samples> own = samples.get(i);
                Entrant entrant = entrants.get(i);
                if (round >= entrant.rounds() || round < 0 && entrant.rounds() < rounds) {
                    continue;
                }
                boolean counts = round >= 0;
                entrant.take((what, value) -> {
                    if (counts) {
                        own.computeIfAbsent(what, key -> new Samples()).add(value);
                    }
                });
            }
        }
        return samples;
    }
}
