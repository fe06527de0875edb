package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Owner;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinceTest {
    private static final Instant MORNING = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant EVENING = Instant.parse("2026-01-02T21:04:05Z");

    private final Since since = new Since(Map.of(new AttachmentId("pods", "web", "eth0"), MORNING,
            new AttachmentId("pods", "web", "net1"), EVENING, new AttachmentId("pods", "dns", "eth0"), EVENING));

    @Test
    void anOwnerThatTheCacheNamesHasItsTime() {
        assertThat(since.of(new Owner("pods/web/eth0"))).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(since.of(new Owner("pods/web/net1"))).contains(EVENING);
    }

    @Test
    void anOwnerThatItDoesNotNameHasNone() {
        assertThat(since.of(new Owner("other/web/eth0"))).isEmpty();
    }

    @Test
    void aMarkThatSaysLessCountsForTheOnlyOneItFits() {
        assertThat(since.of(Owner.ofAnyInterface("pods", "dns"))).contains(EVENING);
        assertThat(since.of(Owner.ofAnyInterface("pods", "web"))).isEmpty();
    }
}
