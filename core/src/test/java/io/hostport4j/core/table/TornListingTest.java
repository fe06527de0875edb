package io.hostport4j.core.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TornListingTest {
    @Test
    void aListingThatHasAnElementTwiceLacksOthersAndIsRefused() {
        assertThatThrownBy(() -> TornListing.refuse(List.of("any4 80", "any4 81", "any4 80"), element -> element))
                .isInstanceOf(StaleSnapshotException.class);
    }

    @Test
    void aListingThatHasEachElementOnceIsWhole() {
        assertThatCode(() -> TornListing.refuse(List.of("any4 80", "any4 81"), element -> element)).doesNotThrowAnyException();
    }
}
