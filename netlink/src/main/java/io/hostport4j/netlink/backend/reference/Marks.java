package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.Rule;
import java.util.Optional;

/** The comment of a rule, which is the container's id and says neither network nor interface. */
final class Marks {
    private Marks() {}

    /** Empty for a rule without a comment, or with one that no container's id can be. */
    static Optional<Owner> owner(Rule rule) {
        try {
            return rule.comment().map(Owner::ofContainer);
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
