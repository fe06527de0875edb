package io.hostport4j.core.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All rules of a node, as they were when they were read.
 *
 * <p>Immutable.
 */
public final class Ruleset {
    private final List<Chain> chains;
    private final List<String> unread;

    Ruleset(List<Chain> chains, List<String> unread) {
        this.chains = List.copyOf(chains);
        this.unread = List.copyOf(unread);
    }

    /** What could not be read, and why: what is said of a packet is said without it. */
    public List<String> unread() {
        return unread;
    }

    List<Chain> chains() {
        return chains;
    }

    Optional<Chain> chain(TableName table, String name) {
        return chains.stream().filter(chain -> chain.table().equals(table) && chain.name().equals(name)).findFirst();
    }

    Ruleset with(Ruleset other) {
        List<Chain> all = new ArrayList<>(chains);
        all.addAll(other.chains);
        List<String> both = new ArrayList<>(unread);
        both.addAll(other.unread);
        return new Ruleset(all, both);
    }
}
