package io.hostport4j.core.reconcile;

import java.time.Duration;

/**
 * How long a {@link RulesetWatch} waits for what.
 *
 * @param quiet after each turn, 1 to 50 ms: what happens meanwhile is looked at together
 * @param patience how long forwards that were taken away one by one stay away, 0 to 60 s: a DEL does that, and the attachment is listed
 *     until the runtime has forgotten it
 * @param often how often it looks after it brought something back, for a minute: whether it is still listed
 * @param seldom how often it looks in any case: some changes nobody tells, those of legacy iptables for one
 */
public record WatchTimes(Duration quiet, Duration patience, Duration often, Duration seldom) {
    private static final Duration QUIET_LEAST = Duration.ofMillis(1);
    private static final Duration QUIET_MOST = Duration.ofMillis(50);
    private static final Duration PATIENCE_MOST = Duration.ofSeconds(60);

    /** 5 ms, 2 s, 1 s, 30 s. */
    public static final WatchTimes DEFAULT =
            new WatchTimes(Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException when one is out of its range, or looks are to follow one another without a pause */
    public WatchTimes {
        if (quiet.compareTo(QUIET_LEAST) < 0 || quiet.compareTo(QUIET_MOST) > 0) {
            throw new IllegalArgumentException("quiet is \"" + quiet + "\"; give 1 to 50 ms");
        }
        if (patience.isNegative() || patience.compareTo(PATIENCE_MOST) > 0) {
            throw new IllegalArgumentException("patience is \"" + patience + "\"; give 0 to 60 s");
        }
        if (often.compareTo(QUIET_MOST) < 0 || seldom.compareTo(often) < 0) {
            throw new IllegalArgumentException("often is \"" + often + "\" and seldom \"" + seldom + "\"; give 50 ms or more, seldom the longer");
        }
    }

    /** The same with another patience. */
    public WatchTimes withPatience(Duration other) {
        return new WatchTimes(quiet, other, often, seldom);
    }
}
