package io.hostport4j.netlink.backend.reference;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.backend.reference.RuleWords.Field;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.expr.Nat;
import io.hostport4j.netlink.nftables.expr.RegisterRange;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * A rule like {@code tcp dport 8080 dnat to 10.0.0.2:80 comment "<container id>"}, with {@code ip daddr} before it for a host address.
 *
 * @param rule as it was read
 */
record ForwardRule(HostPort hostPort, Endpoint target, Owner owner, Rule rule) {
    private static final Set<Field> EVERY_ADDRESS = Set.of(Field.PROTOCOL, Field.PORT);
    private static final Set<Field> ONE_ADDRESS = Set.of(Field.PROTOCOL, Field.PORT, Field.DESTINATION);

    /** Empty for a rule that is none of the reference's. */
    static Optional<ForwardRule> of(Rule rule) {
        if (!ReferenceTables.FORWARD_CHAINS.contains(rule.chain())) {
            return Optional.empty();
        }
        Optional<Owner> owner = Marks.owner(rule);
        return owner.isEmpty() ? Optional.empty() : RuleWords.of(rule).flatMap(words -> of(words, owner.get(), rule));
    }

    private static Optional<ForwardRule> of(RuleWords words, Owner owner, Rule rule) {
        Set<Field> fields = words.equal().keySet();
        if (!(words.action() instanceof Nat nat) || nat.type() != Nat.Type.DNAT || !fields.equals(EVERY_ADDRESS) && !fields.equals(ONE_ADDRESS)) {
            return Optional.empty();
        }
        Optional<InetAddress> hostAddress = hostAddress(words, rule);
        Optional<InetAddress> address = constant(words, nat.addresses()).flatMap(bytes -> ReferenceTables.address(rule.table(), bytes));
        Optional<byte[]> port = constant(words, nat.ports()).filter(bytes -> bytes.length >= Short.BYTES);
        if (hostAddress.isEmpty() || address.isEmpty() || port.isEmpty()) {
            return Optional.empty();
        }
        try {
            Protocol protocol = Protocol.ofNumber(Byte.toUnsignedInt(words.equal().get(Field.PROTOCOL)[0]));
            HostPort hostPort = new HostPort(protocol, hostAddress.get(), port(words.equal().get(Field.PORT)));
            return Optional.of(new ForwardRule(hostPort, new Endpoint(address.get(), port(port.get())), owner, rule));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> hostAddress(RuleWords words, Rule rule) {
        byte[] destination = words.equal().get(Field.DESTINATION);
        return destination == null ? Optional.of(ReferenceTables.family(rule.table()).unspecified())
                : ReferenceTables.address(rule.table(), destination);
    }

    private static Optional<byte[]> constant(RuleWords words, Optional<RegisterRange> range) {
        return range.filter(registers -> registers.min() == registers.max()).map(registers -> words.constants().get(registers.min()));
    }

    private static int port(byte[] bytes) {
        return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
    }
}
