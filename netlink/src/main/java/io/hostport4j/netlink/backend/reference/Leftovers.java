package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the tables held at one moment; rules that are none of the reference's are left out.
 *
 * @param generation of the rule set
 */
record Leftovers(int generation, List<ForwardRule> forwards, List<MasqueradingRule> masquerading) {
    static Leftovers of(int generation, List<Rule> rules) {
        List<ForwardRule> forwards = new ArrayList<>();
        List<MasqueradingRule> masquerading = new ArrayList<>();
        for (Rule rule : rules) {
            ForwardRule.of(rule).ifPresent(forwards::add);
            MasqueradingRule.of(rule).ifPresent(masquerading::add);
        }
        return new Leftovers(generation, forwards, masquerading);
    }

    /** A forward whose rule is there twice is one forward. */
    Set<Forward> found() {
        Set<Forward> found = new LinkedHashSet<>();
        forwards.forEach(rule -> found.add(forward(rule)));
        return found;
    }

    /** Deletes forwards of an owner, and what masquerades for those containers of its that none leads to any more. */
    NftTransaction without(Set<Forward> removals, Owner owner) {
        NftTransaction.Builder transaction = NftTransaction.builder();
        Set<InetAddress> targets = new HashSet<>();
        for (ForwardRule rule : forwards) {
            if (removals.contains(forward(rule))) {
                transaction.delete(rule.rule());
            } else if (rule.owner().equals(owner)) {
                targets.add(rule.target().address());
            }
        }
        for (MasqueradingRule rule : masquerading) {
            if (rule.owner().equals(owner) && !targets.contains(rule.target())) {
                transaction.delete(rule.rule());
            }
        }
        return transaction.build();
    }

    private Forward forward(ForwardRule rule) {
        return new Forward(rule.hostPort(), rule.target(), masquerade(rule.target().address()), rule.owner());
    }

    private Masquerade masquerade(InetAddress target) {
        Masquerade masquerade = Masquerade.NEVER;
        for (MasqueradingRule rule : masquerading) {
            if (rule.target().equals(target)) {
                if (rule.masquerade() == Masquerade.ALWAYS) {
                    return Masquerade.ALWAYS;
                }
                masquerade = rule.masquerade();
            }
        }
        return masquerade;
    }
}
