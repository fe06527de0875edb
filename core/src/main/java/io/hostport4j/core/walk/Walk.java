package io.hostport4j.core.walk;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of a packet.
 *
 * @param ways every way it can go; the first is where rules that may match do not
 * @param all whether there are no other ways than these
 * @param unread what was not looked at, and why
 */
public record Walk(Question question, List<Way> ways, boolean all, List<String> unread) {
    /** Copies. */
    public Walk {
        Objects.requireNonNull(question, "question");
        ways = List.copyOf(ways);
        unread = List.copyOf(unread);
    }

    /** The way where rules that may match do not. */
    public Way main() {
        return ways.get(0);
    }

    /** All that can become of it. */
    public Set<Outcome> outcomes() {
        return ways.stream().map(Way::outcome).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it can go one way only. */
    public boolean isCertain() {
        return all && outcomes().size() == 1;
    }
}
