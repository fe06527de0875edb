package io.hostport4j.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private final WorkBudget budget = new WorkBudget(() -> now);

    @Test
    void aSecondOfWorkIsFreeAtFirst() {
        budget.spend(SECOND);
        assertThat(budget.pause()).isZero();
    }

    @Test
    void whatIsSpentBeyondIsPaidWithTwentyFiveTimesAsLongAPause() {
        budget.spend(SECOND + 1_000_000);
        assertThat(budget.pause()).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void aPausePays() {
        budget.spend(SECOND + 1_000_000);
        now += Duration.ofMillis(25).toNanos();
        assertThat(budget.pause()).isZero();
        budget.spend(1);
        assertThat(budget.pause()).isPositive();
    }

    @Test
    void noMoreThanASecondIsSaved() {
        now += Duration.ofHours(1).toNanos();
        budget.spend(SECOND + 1);
        assertThat(budget.pause()).isPositive();
    }
}
