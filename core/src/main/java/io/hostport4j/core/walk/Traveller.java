package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A packet on one way, and what has happened to it so far. */
final class Traveller {
    private final NodeView node;
    private final List<Step> steps = new ArrayList<>();
    private final InetAddress client;
    private Packet packet;
    private Optional<Way.Translation> translation = Optional.empty();
    private String leg = "";

    Traveller(NodeView node, Packet packet) {
        this.node = node;
        this.packet = packet;
        this.client = packet.source();
    }

    Packet packet() {
        return packet;
    }

    List<Step> steps() {
        return steps;
    }

    Optional<Way.Translation> translation() {
        return translation;
    }

    /** The hook's name, behind the direction. */
    String where(Hook hook) {
        return leg + hook.text();
    }

    void note(Step step) {
        steps.add(step);
    }

    void route(String says) {
        steps.add(Step.without(leg + "routing", says));
    }

    void between(String in, String out) {
        packet = packet.between(in, out);
    }

    /** Becomes the answer. */
    void turnBack() {
        leg = "answer: ";
        packet = packet.reply();
    }

    /** As the tracker puts the client's address back into an answer. */
    void undoSource() {
        packet = packet.towards(client);
    }

    void mark(OptionalLong mark) {
        packet = packet.marked(mark);
    }

    void connectionMark(OptionalLong mark) {
        packet = packet.connectionMarked(mark);
    }

    void untrack() {
        packet = packet.untracked();
    }

    /** The new destination, with its step; empty when it cannot be told. */
    Optional<Endpoint> destination(Value address, Optional<Value> port) {
        Value first = address instanceof Value.Row row && !row.fields().isEmpty() ? row.fields().get(0) : address;
        Optional<Value> second = address instanceof Value.Row row && row.fields().size() == 2 ? Optional.of(row.fields().get(1)) : port;
        OptionalLong number = second.map(Fields::known).orElse(OptionalLong.of(packet.destinationPort()));
        if (!(first instanceof Value.Num num) || !num.isKnown() || number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Endpoint(address(num.low()), (int) number.getAsLong()));
    }

    void translate(Endpoint to, Step by) {
        packet = packet.to(to);
        translation = Optional.of(new Way.Translation(to, by));
    }

    /** Gets the address of the interface that it leaves by. */
    String masquerade() {
        Route route = node.routeOut(packet.destination(), Optional.empty(), packet.mark().orElse(0));
        InetAddress source = route instanceof Route.Via via ? via.source() : packet.source();
        packet = packet.from(source);
        return IpText.of(source);
    }

    /** Empty when the address cannot be told, which stays unknown then. */
    Optional<String> source(Value address) {
        if (address instanceof Value.Num num && num.isKnown()) {
            packet = packet.from(address(num.low()));
            return Optional.of(IpText.of(packet.source()));
        }
        return Optional.empty();
    }

    private InetAddress address(BigInteger number) {
        byte[] bytes = new byte[packet.family() == Family.IPV4 ? 4 : 16];
        byte[] digits = number.toByteArray();
        int length = Math.min(bytes.length, digits.length);
        Arrays.fill(bytes, (byte) 0);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }
}
