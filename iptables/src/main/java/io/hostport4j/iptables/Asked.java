package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asked for, and what tells that a chain is his. A name is a hash, which costs more than all else about a chain: it is made once
 * for all of them.
 *
 * @param scope what is asked
 * @param comment of the rules that lead to his chain; empty for a mark that was found
 * @param names that his chain may have; none for a mark that was found
 */
record Asked(Scope.Of scope, Optional<EntryComment> comment, Set<String> names) {
    static Asked of(Scope.Of scope) {
        Optional<AttachmentId> attachment = scope.owner().attachment();
        return new Asked(scope, attachment.map(EntryComment::of), attachment.map(ChainNames::of).orElse(Set.of()));
    }

    /** Whether a chain is his. A comment that the reference cut names nobody; then the chain's name tells. */
    boolean has(ContainerChain chain, Owner owner) {
        return owner.equals(scope.owner())
                || (chain.comment().isPresent() ? chain.comment().equals(comment) : names.contains(chain.name()));
    }
}
