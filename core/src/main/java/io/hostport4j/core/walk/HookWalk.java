package io.hostport4j.core.walk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A packet's way through all base chains of one hook after another.
 *
 * <p>Chains of type nat are asked by the tracker, all in one place, and only until one of them has replaced an address
 * ({@code nf_nat_inet_fn}, net/netfilter/nf_nat_core.c). Of chains with one priority the one that was registered last is asked first
 * ({@code nf_hook_entries_grow}, net/netfilter/core.c), which is most often the one that is listed last.
 */
final class HookWalk {
    private final Ruleset rules;
    private final NodeView node;
    private final Decisions decisions;
    private final Traveller traveller;
    /** Whether the tracker has settled the destination, and the source. */
    private final Set<Settled> settled = EnumSet.noneOf(Settled.class);

    private enum Settled { DESTINATION, SOURCE }

    HookWalk(Ruleset rules, NodeView node, Decisions decisions, Traveller traveller) {
        this.rules = rules;
        this.node = node;
        this.decisions = decisions;
        this.traveller = traveller;
    }

    /** @return what becomes of the packet; empty when it goes on */
    Optional<Outcome> through(Hook hook) {
        List<Chain> plain = at(hook, false);
        for (Chain chain : plain) {
            if (priority(chain) <= hook.natPriority()) {
                Optional<Outcome> end = ask(chain);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        Optional<Outcome> translated = translate(hook);
        if (translated.isPresent()) {
            return translated;
        }
        for (Chain chain : plain) {
            if (priority(chain) > hook.natPriority()) {
                Optional<Outcome> end = ask(chain);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> translate(Hook hook) {
        if (hook == Hook.FORWARD || hook == Hook.INGRESS) {
            return Optional.empty();
        }
        Packet packet = traveller.packet();
        if (packet.tracking() == Tracking.REPLY && hook == Hook.PREROUTING) {
            traveller.undoSource();
        }
        Settled what = hook.replacesDestination() ? Settled.DESTINATION : Settled.SOURCE;
        if (packet.tracking() != Tracking.NEW || !settled.add(what)) {
            return Optional.empty();
        }
        for (Chain chain : inOrder(at(hook, true))) {
            Packet before = traveller.packet();
            Optional<Outcome> end = ask(chain);
            boolean replaced = !before.destination().equals(traveller.packet().destination())
                    || before.dnat() != traveller.packet().dnat() || before.snat() != traveller.packet().snat();
            if (end.isPresent() || replaced) {
                return end;
            }
        }
        return Optional.empty();
    }

    /** Where two tables have one priority, the other order is possible too. */
    private List<Chain> inOrder(List<Chain> chains) {
        List<Chain> ordered = new ArrayList<>(chains);
        boolean tied = false;
        for (int i = 1; i < chains.size(); i++) {
            tied |= priority(chains.get(i)) == priority(chains.get(i - 1)) && !chains.get(i).table().equals(chains.get(i - 1).table());
        }
        if (tied && decisions.next()) {
            Collections.reverse(ordered);
            ordered.sort(Comparator.comparingInt(HookWalk::priority));
        }
        return ordered;
    }

    private Optional<Outcome> ask(Chain chain) {
        return new ChainWalk(rules, node, decisions, traveller, chain.base().orElseThrow()).through(chain);
    }

    private List<Chain> at(Hook hook, boolean nat) {
        List<Chain> chains = new ArrayList<>();
        for (Chain chain : rules.chains()) {
            boolean here = chain.base().filter(base -> base.hook() == hook && base.nat() == nat).isPresent();
            boolean decides = !chain.rules().isEmpty() || chain.base().filter(base -> base.policy() == Effect.Verdict.DROP).isPresent();
            if (here && decides && chain.table().sees(traveller.packet().family())) {
                chains.add(0, chain);
            }
        }
        chains.sort(Comparator.comparingInt(HookWalk::priority));
        return chains;
    }

    private static int priority(Chain chain) {
        return chain.base().orElseThrow().priority();
    }
}
