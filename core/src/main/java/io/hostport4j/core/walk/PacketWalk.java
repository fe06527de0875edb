package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.IpText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Walks packets through a node's rules and routing; sends none. */
public final class PacketWalk {
    /** How many ways are tried: those where rules that may match do and do not, in every combination. */
    private static final int MOST_WAYS = 256;

    private final Ruleset rules;
    private final NodeView node;

    /** A walk through rules as they were when they were read, and routing as it is. */
    public PacketWalk(Ruleset rules, NodeView node) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.node = Objects.requireNonNull(node, "node");
    }

    /** Where a client's first packet goes, and whether the answer to it comes back. */
    public Walk walk(Question question) {
        List<Way> ways = new ArrayList<>();
        Decisions decisions = new Decisions();
        boolean more = true;
        for (int i = 0; i < MOST_WAYS && more; i++) {
            Way way = way(question, decisions);
            if (ways.stream().noneMatch(known -> known.outcome().equals(way.outcome())
                    && known.translation().map(Way.Translation::to).equals(way.translation().map(Way.Translation::to)))) {
                ways.add(way);
            }
            more = decisions.advance();
        }
        return new Walk(question, ways, !more, rules.unread());
    }

    private Way way(Question question, Decisions decisions) {
        boolean outside = question.origin() == Origin.OUTSIDE;
        Traveller traveller = new Traveller(node, Packet.first(question.protocol(), question.client(), question.asked(),
                outside ? question.link() : "", ""));
        HookWalk hooks = new HookWalk(rules, node, decisions, traveller);
        Outcome outcome = outside ? arrive(traveller, hooks) : leave(traveller, hooks);
        if (outcome instanceof Outcome.Forwarded) {
            Optional<Outcome> lost = comeBack(traveller, new HookWalk(rules, node, decisions, traveller), question);
            outcome = lost.isPresent() ? new Outcome.AnswerLost(outcome, lost.get()) : outcome;
        }
        return new Way(traveller.steps(), traveller.translation(), outcome);
    }

    private Outcome arrive(Traveller traveller, HookWalk hooks) {
        return hooks.through(Hook.PREROUTING).orElseGet(() -> {
            Packet packet = traveller.packet();
            Route route = node.routeIn(packet.destination(), packet.source(), packet.in(), packet.mark().orElse(0));
            if (route instanceof Route.None none) {
                traveller.route(none.why());
                return new Outcome.Unrouted(none.why());
            }
            if (route instanceof Route.Via via) {
                traveller.route("to " + IpText.of(packet.destination()) + " by " + via.link());
                traveller.between(packet.in(), via.link());
                return hooks.through(Hook.FORWARD).or(() -> hooks.through(Hook.POSTROUTING)).orElseGet(() -> forwarded(traveller));
            }
            traveller.route(IpText.of(packet.destination()) + " is the node itself");
            return enter(traveller, hooks);
        });
    }

    private Outcome leave(Traveller traveller, HookWalk hooks) {
        Route first = route(traveller);
        if (first instanceof Route.None none) {
            traveller.route(none.why());
            return new Outcome.Unrouted(none.why());
        }
        traveller.between("", link(first));
        InetAddress asked = traveller.packet().destination();
        Optional<Outcome> end = hooks.through(Hook.OUTPUT);
        if (end.isPresent()) {
            return end.get();
        }
        // Rules of the hook see the first route's interface also behind the translation (nf_hook_state.out).
        Route route = route(traveller);
        if (route instanceof Route.None none) {
            traveller.route(none.why());
            return new Outcome.Unrouted(none.why());
        }
        if (!asked.equals(traveller.packet().destination())) {
            traveller.route("to " + IpText.of(traveller.packet().destination()) + " by " + link(route));
        }
        traveller.between("", link(route));
        Optional<Outcome> last = hooks.through(Hook.POSTROUTING);
        if (last.isPresent()) {
            return last.get();
        }
        if (route instanceof Route.Via) {
            return forwarded(traveller);
        }
        traveller.between("lo", "");
        return hooks.through(Hook.PREROUTING).orElseGet(() -> enter(traveller, hooks));
    }

    private static Outcome enter(Traveller traveller, HookWalk hooks) {
        return hooks.through(Hook.INPUT).orElseGet(() -> new Outcome.ToNode(destination(traveller)));
    }

    private static Outcome forwarded(Traveller traveller) {
        return new Outcome.Forwarded(destination(traveller), traveller.packet().out(), traveller.packet().source());
    }

    /** @return what becomes of the answer; empty when it reaches the client */
    private Optional<Outcome> comeBack(Traveller traveller, HookWalk hooks, Question question) {
        traveller.turnBack();
        Optional<Outcome> end = hooks.through(Hook.PREROUTING);
        if (end.isPresent()) {
            return end;
        }
        Packet packet = traveller.packet();
        Route route = node.routeIn(packet.destination(), packet.source(), packet.in(), packet.mark().orElse(0));
        if (route instanceof Route.None none) {
            traveller.route(none.why());
            return Optional.of(new Outcome.Unrouted(none.why()));
        }
        traveller.route("to " + IpText.of(packet.destination()) + (route instanceof Route.Via via ? " by " + via.link() : ", the node itself"));
        if (question.origin() != Origin.OUTSIDE || route instanceof Route.Local) {
            return hooks.through(Hook.INPUT);
        }
        traveller.between(packet.in(), link(route));
        return hooks.through(Hook.FORWARD).or(() -> hooks.through(Hook.POSTROUTING));
    }

    private Route route(Traveller traveller) {
        Packet packet = traveller.packet();
        return node.routeOut(packet.destination(), Optional.of(packet.source()), packet.mark().orElse(0));
    }

    private static String link(Route route) {
        return route instanceof Route.Via via ? via.link() : "lo";
    }

    private static Endpoint destination(Traveller traveller) {
        return new Endpoint(traveller.packet().destination(), traveller.packet().destinationPort());
    }
}
