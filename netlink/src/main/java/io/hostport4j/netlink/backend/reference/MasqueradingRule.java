package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.backend.reference.RuleWords.Field;
import io.hostport4j.netlink.nftables.Rule;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A rule like {@code ip saddr 127.0.0.1 ip daddr 10.0.0.2 masquerade comment "<container id>"}.
 *
 * @param target the container's address
 * @param masquerade what it makes of packets to that address
 * @param rule as it was read
 */
record MasqueradingRule(InetAddress target, Masquerade masquerade, Owner owner, Rule rule) {
    /** Empty for a rule that is none of the reference's. */
    static Optional<MasqueradingRule> of(Rule rule) {
        if (!rule.chain().equals(ReferenceTables.MASQUERADING)) {
            return Optional.empty();
        }
        Optional<Owner> owner = Marks.owner(rule);
        return owner.isEmpty() ? Optional.empty() : RuleWords.of(rule).flatMap(words -> of(words, owner.get(), rule));
    }

    private static Optional<MasqueradingRule> of(RuleWords words, Owner owner, Rule rule) {
        byte[] target = words.equal().get(Field.DESTINATION);
        if (!(words.action() instanceof io.hostport4j.netlink.nftables.expr.Masquerade) || target == null
                || words.equal().containsKey(Field.PROTOCOL) || words.equal().containsKey(Field.PORT)) {
            return Optional.empty();
        }
        Masquerade masquerade = words.equal().containsKey(Field.SOURCE) ? Masquerade.WHEN_NEEDED : Masquerade.ALWAYS;
        return ReferenceTables.address(rule.table(), target).map(address -> new MasqueradingRule(address, masquerade, owner, rule));
    }
}
