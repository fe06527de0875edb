package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chain of one container, and what leads there.
 *
 * @param name of the chain
 * @param entries what leads there, as it stands in {@code CNI-HOSTPORT-DNAT}, and its meaning
 * @param forwards its rules
 */
record ContainerChain(String name, Map<Rule, EntryRule> entries, List<ForwardRules> forwards) {
    /** All of a table, those that something leads to first. */
    static List<ContainerChain> parse(Place place, NatTable table) {
        Map<String, Map<Rule, EntryRule>> entries = new LinkedHashMap<>();
        for (Rule rule : table.rules(ChainNames.DNAT)) {
            EntryRule.parse(rule).ifPresent(entry ->
                    entries.computeIfAbsent(entry.chain(), chain -> new LinkedHashMap<>()).put(rule, entry));
        }
        table.chains().keySet().stream().filter(chain -> chain.startsWith(ChainNames.CONTAINER))
                .forEach(chain -> entries.putIfAbsent(chain, Map.of()));
        List<ContainerChain> chains = new ArrayList<>();
        entries.forEach((chain, leading) ->
                chains.add(new ContainerChain(chain, leading, ForwardRules.parse(place.family(), table.rules(chain)))));
        return chains;
    }

    /** The rule that leads packets of a forward here; empty when its rules in the chain have no effect. */
    Optional<EntryRule> entry(ForwardRules forward) {
        return entries.values().stream().filter(entry -> entry.protocol() == forward.hostPort().protocol()
                && entry.ports().contains(forward.hostPort().port())).findFirst();
    }

    /**
     * Whose it is. A comment that the reference cut names nobody; then the chain's name tells whether it is the one who is asked for.
     *
     * @param asked who is asked for
     */
    Owner owner(Optional<AttachmentId> asked) {
        Optional<EntryComment> comment = entries.values().stream().findFirst().flatMap(entry -> EntryComment.parse(entry.comment()));
        boolean isAsked = asked.isPresent() && comment.map(found -> found.isOf(asked.get()))
                .orElseGet(() -> ChainNames.of(asked.get()).contains(name));
        return isAsked ? asked.get().owner() : comment.flatMap(ContainerChain::owner).orElseGet(() -> Owner.ofContainer(name));
    }

    private static Optional<Owner> owner(EntryComment comment) {
        try {
            // Checked as one of ours would be, so that a foreign comment gives no mark that lies.
            AttachmentId attachment = new AttachmentId(comment.network(), comment.container(), comment.interfaceName().orElse(ChainNames.USUAL_INTERFACE));
            return Optional.of(comment.interfaceName().isPresent() ? attachment.owner()
                    : Owner.ofAnyInterface(comment.network(), comment.container()));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
