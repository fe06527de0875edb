package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Protocol;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;

/** What rules of all tools look at. */
final class Fields {
    /** What Linux gives clients as source ports unless told otherwise ({@code ip_local_port_range}). */
    private static final int FIRST_CLIENT_PORT = 32768;
    private static final int LAST_CLIENT_PORT = 60999;
    private static final int SYN = 2;
    private static final int SYN_ACK = 18;

    static final Expression SOURCE = scene -> Value.of(scene.packet().source());
    static final Expression DESTINATION = scene -> Value.of(scene.packet().destination());
    static final Expression PROTOCOL = scene -> new Value.Text(scene.packet().protocol().text());
    static final Expression SOURCE_PORT = scene -> port(scene.packet().sourcePort());
    static final Expression DESTINATION_PORT = scene -> port(scene.packet().destinationPort());
    static final Expression IN = scene -> new Value.Text(scene.packet().in());
    static final Expression OUT = scene -> new Value.Text(scene.packet().out());
    static final Expression MARK = scene -> mark(scene.packet().mark());
    static final Expression CONNECTION_MARK = scene -> mark(scene.packet().connectionMark());
    static final Expression STATE = scene -> new Value.Flags(Set.of(scene.state()));
    static final Expression STATUS = scene -> status(scene.packet());
    static final Expression FAMILY = scene -> new Value.Text(scene.packet().family() == Family.IPV4 ? "ipv4" : "ipv6");
    static final Expression SOURCE_TYPE = scene -> type(scene, scene.packet().source());
    static final Expression DESTINATION_TYPE = scene -> type(scene, scene.packet().destination());
    static final Expression ASKED_ADDRESS = scene -> Value.of(scene.packet().asked().address());
    static final Expression ASKED_PORT = scene -> Value.of(scene.packet().asked().port());
    static final Expression DIRECTION = scene -> new Value.Text(scene.packet().tracking() == Tracking.REPLY ? "reply" : "original");
    static final Expression TCP_FLAGS = scene -> Value.of(scene.packet().tracking() == Tracking.REPLY ? SYN_ACK : SYN);
    static final Expression REVERSE_PATH = scene -> new Value.Text(Boolean.toString(hasReversePath(scene)));

    private Fields() {}

    /** A field that only packets of some protocols have. */
    static Expression of(Set<Protocol> protocols, Expression field) {
        return scene -> protocols.contains(scene.packet().protocol()) ? field.in(scene) : Value.Lack.ABSENT;
    }

    /** A field that only packets of one family have. */
    static Expression of(Family family, Expression field) {
        return scene -> scene.packet().family() == family ? field.in(scene) : Value.Lack.ABSENT;
    }

    static Expression constant(Value value) {
        return scene -> value;
    }

    static Expression row(List<Expression> fields) {
        return scene -> {
            List<Value> values = fields.stream().map(field -> field.in(scene)).toList();
            return values.contains(Value.Lack.ABSENT) ? Value.Lack.ABSENT : new Value.Row(values);
        };
    }

    /** A calculation with two numbers, unknown when one of them is. */
    static Expression calculate(Expression left, Expression right, BinaryOperator<BigInteger> operator) {
        return scene -> {
            Value a = left.in(scene);
            Value b = right.in(scene);
            if (a == Value.Lack.ABSENT) {
                return a;
            }
            if (!(a instanceof Value.Num x) || !(b instanceof Value.Num y) || !x.isKnown() || !y.isKnown()) {
                return Value.Lack.UNKNOWN;
            }
            BigInteger result = operator.apply(x.low(), y.low());
            return new Value.Num(result, result);
        };
    }

    /** The number that a value is known to be. */
    static OptionalLong known(Value value) {
        return value instanceof Value.Num num && num.isKnown() ? OptionalLong.of(num.low().longValue()) : OptionalLong.empty();
    }

    private static Value port(int port) {
        return port == Packet.ANY_PORT ? Value.of(FIRST_CLIENT_PORT, LAST_CLIENT_PORT) : Value.of(port);
    }

    private static Value mark(OptionalLong mark) {
        return mark.isPresent() ? Value.of(mark.getAsLong()) : Value.Lack.UNKNOWN;
    }

    private static Value status(Packet packet) {
        Set<String> status = new HashSet<>();
        if (packet.dnat()) {
            status.add("dnat");
        }
        if (packet.snat()) {
            status.add("snat");
        }
        if (packet.tracking() == Tracking.REPLY) {
            status.addAll(Set.of("seen-reply", "confirmed"));
        }
        return new Value.Flags(status);
    }

    private static Value type(Scene scene, InetAddress address) {
        if (address.isMulticastAddress()) {
            return new Value.Text("multicast");
        }
        return new Value.Text(scene.node().isLocal(address) ? "local" : "unicast");
    }

    /** Whether the node would answer through the interface that the packet came by. */
    private static boolean hasReversePath(Scene scene) {
        Packet packet = scene.packet();
        Route back = scene.node().routeOut(packet.source(), Optional.empty(), packet.mark().orElse(0));
        return back instanceof Route.Via via ? via.link().equals(packet.in()) : back instanceof Route.Local && packet.in().equals("lo");
    }
}
