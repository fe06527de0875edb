package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
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
 * @param leading all rules that lead there, as they were read
 * @param entries the meaning of those that have one, of {@code CNI-HOSTPORT-DNAT}
 * @param comment of these; empty for one that the reference cut
 * @param forwards its rules
 */
record ContainerChain(String name, List<Rule> leading, List<EntryRule> entries, Optional<EntryComment> comment,
        List<ForwardRules> forwards) {
    /** All of a table, those that something leads to first. */
    static List<ContainerChain> parse(Family family, SavedTable table) {
        Map<String, List<Rule>> leading = new LinkedHashMap<>();
        table.rules(ChainNames.DNAT).forEach(rule -> lead(rule, leading));
        table.chains().forEach((chain, rules) -> {
            if (!chain.equals(ChainNames.DNAT)) {
                rules.forEach(rule -> lead(rule, leading));
            }
        });
        table.chains().keySet().stream().filter(chain -> chain.startsWith(ChainNames.CONTAINER))
                .forEach(chain -> leading.putIfAbsent(chain, List.of()));
        List<ContainerChain> chains = new ArrayList<>();
        leading.forEach((chain, rules) -> {
            List<EntryRule> entries = entries(rules);
            Optional<EntryComment> comment = entries.stream().findFirst().flatMap(entry -> EntryComment.parse(entry.comment()));
            chains.add(new ContainerChain(chain, rules, entries, comment, ForwardRules.parse(family, table.rules(chain))));
        });
        return chains;
    }

    private static void lead(Rule rule, Map<String, List<Rule>> leading) {
        rule.jump().filter(chain -> chain.startsWith(ChainNames.CONTAINER))
                .ifPresent(chain -> leading.computeIfAbsent(chain, name -> new ArrayList<>()).add(rule));
    }

    private static List<EntryRule> entries(List<Rule> leading) {
        return leading.stream().filter(rule -> rule.chain().equals(ChainNames.DNAT)).map(EntryRule::parse).flatMap(Optional::stream).toList();
    }

    /** The rule that leads packets of a forward here; empty when its rules in the chain have no effect. */
    Optional<EntryRule> entry(ForwardRules forward) {
        return entries.stream().filter(entry -> entry.leads(forward.hostPort())).findFirst();
    }

    /** Whose it is, as far as it tells by itself. */
    Owner owner() {
        return comment.flatMap(ContainerChain::owner).orElseGet(() -> Owner.ofContainer(name));
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
