package io.hostport4j.examples.hostport;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Owner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Since when containers are attached, as far as the runtime's cache tells. */
final class Since {
    private final Map<AttachmentId, Instant> noted;
    private final Map<Owner, Instant> exact = new HashMap<>();

    /** @param noted when the runtime noted each attachment */
    Since(Map<AttachmentId, Instant> noted) {
        this.noted = noted;
        noted.forEach((attachment, time) -> exact.put(attachment.owner(), time));
    }

    /** In whole seconds; empty when the cache does not name the owner, or what is known of it fits several attachments. */
    Optional<Instant> of(Owner mark) {
        return find(mark).map(time -> time.truncatedTo(ChronoUnit.SECONDS));
    }

    private Optional<Instant> find(Owner mark) {
        if (!mark.isIncomplete()) {
            return Optional.ofNullable(exact.get(mark));
        }
        List<Instant> times = new ArrayList<>();
        noted.forEach((attachment, time) -> {
            if (attachment.owner().covers(mark)) {
                times.add(time);
            }
        });
        return times.size() == 1 ? Optional.of(times.get(0)) : Optional.empty();
    }
}
