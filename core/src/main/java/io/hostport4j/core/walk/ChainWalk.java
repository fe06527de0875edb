package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A packet's way through one base chain and those that its rules lead to. */
final class ChainWalk {
    /** {@code NFT_JUMP_STACK_SIZE}, net/netfilter/nf_tables.h. */
    private static final int DEEPEST = 16;
    private static final Rule POLICY = new Rule("policy drop", "", List.of());

    private final Ruleset rules;
    private final NodeView node;
    private final Decisions decisions;
    private final Traveller traveller;
    private final Chain.Base base;
    private final Deque<Chain> path = new ArrayDeque<>();
    private Optional<Outcome> end = Optional.empty();

    private enum Flow { NEXT, RETURN, ACCEPT, END }

    ChainWalk(Ruleset rules, NodeView node, Decisions decisions, Traveller traveller, Chain.Base base) {
        this.rules = rules;
        this.node = node;
        this.decisions = decisions;
        this.traveller = traveller;
        this.base = base;
    }

    /** @return what becomes of the packet; empty when it goes on */
    Optional<Outcome> through(Chain chain) {
        Flow flow = run(chain);
        if (flow == Flow.RETURN && base.policy() == Effect.Verdict.DROP) {
            path.push(chain);
            Step step = step(POLICY, true, "no rule lets it through, and the chain's policy is drop");
            traveller.note(step);
            return Optional.of(new Outcome.Dropped(step));
        }
        return end;
    }

    private Flow run(Chain chain) {
        path.push(chain);
        for (Rule rule : chain.rules()) {
            Flow flow = rule.acts() ? apply(rule) : Flow.NEXT;
            if (flow != Flow.NEXT) {
                path.pop();
                return flow;
            }
        }
        path.pop();
        return Flow.RETURN;
    }

    private Flow apply(Rule rule) {
        Tri matches = Tri.YES;
        boolean sure = true;
        for (Part part : rule.parts()) {
            Flow flow = Flow.NEXT;
            if (part instanceof Part.Condition condition) {
                matches = matches.and(condition.test(scene()));
                if (matches == Tri.NO) {
                    return Flow.NEXT;
                }
            } else if (part instanceof Effect effect) {
                if (matches == Tri.MAY) {
                    if (!decisions.next()) {
                        return Flow.NEXT;
                    }
                    matches = Tri.YES;
                    sure = false;
                }
                flow = act(effect, rule, sure);
            }
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow act(Effect effect, Rule rule, boolean sure) {
        if (effect instanceof Effect.Verdict verdict) {
            return verdict(verdict, rule, sure);
        } else if (effect instanceof Effect.Jump jump) {
            return follow(jump.chain(), rule, sure, Flow.NEXT);
        } else if (effect instanceof Effect.Goto to) {
            return follow(to.chain(), rule, sure, Flow.RETURN);
        } else if (effect instanceof Effect.Dnat dnat) {
            Value address = dnat.address().in(scene());
            return address == Value.Lack.ABSENT ? Flow.NEXT
                    : translate(traveller.destination(address, dnat.port().map(port -> port.in(scene()))), rule, sure);
        } else if (effect instanceof Effect.Redirect redirect) {
            return translate(traveller.destination(Value.of(redirected()), redirect.port().map(port -> port.in(scene()))), rule, sure);
        } else if (effect instanceof Effect.Snat snat) {
            return snat(snat, rule, sure);
        } else if (effect instanceof Effect.VerdictMap map) {
            return choose(map, rule, sure);
        } else if (effect instanceof Effect.Unreadable unreadable) {
            return decisions.next() ? undecided(rule, "does what cannot be read: " + unreadable.words()) : Flow.NEXT;
        }
        return change(effect, rule, sure);
    }

    private Flow verdict(Effect.Verdict verdict, Rule rule, boolean sure) {
        switch (verdict) {
            case ACCEPT -> {
                note(rule, sure, "accepts it: no later rule of " + path.getLast() + " is asked");
                return Flow.ACCEPT;
            }
            case RETURN -> {
                note(rule, sure, "leaves the chain");
                return Flow.RETURN;
            }
            case DROP -> {
                end = Optional.of(new Outcome.Dropped(note(rule, sure, "drops it")));
                return Flow.END;
            }
            case REJECT -> {
                end = Optional.of(new Outcome.Rejected(note(rule, sure, "rejects it")));
                return Flow.END;
            }
            case QUEUE -> {
                return undecided(rule, "hands it to a program, which decides");
            }
        }
        throw new AssertionError(verdict);
    }

    private Flow undecided(Rule rule, String says) {
        end = Optional.of(new Outcome.Undecided(note(rule, false, says)));
        return Flow.END;
    }

    private Flow follow(String name, Rule rule, boolean sure, Flow behind) {
        Optional<Chain> chain = rules.chain(path.getFirst().table(), name);
        if (chain.isEmpty() || path.size() > DEEPEST) {
            return behind;
        }
        int before = traveller.steps().size();
        note(rule, sure, (behind == Flow.NEXT ? "jumps to " : "goes to ") + name);
        Flow flow = run(chain.get());
        if (flow == Flow.RETURN && traveller.steps().size() == before + 1) {
            // Nothing there concerned it: nobody needs to read that.
            traveller.steps().remove(before);
        }
        return flow == Flow.RETURN ? behind : flow;
    }

    private Flow translate(Optional<Endpoint> to, Rule rule, boolean sure) {
        if (to.isEmpty()) {
            return undecided(rule, "sends it somewhere that cannot be told");
        }
        traveller.translate(to.get(), note(rule, sure, "sends it to " + to.get()));
        return Flow.ACCEPT;
    }

    /** The node's own address that a redirect gives ({@code nf_nat_redirect_ipv4}): in OUTPUT 127.0.0.1. */
    private InetAddress redirected() {
        InetAddress destination = traveller.packet().destination();
        if (base.hook() == Hook.PREROUTING && node.isLocal(destination)) {
            return destination;
        }
        try {
            return InetAddress.getByName(Family.of(destination) == Family.IPV4 ? "127.0.0.1" : "::1");
        } catch (UnknownHostException e) {
            throw new AssertionError("every JDK reads literal addresses", e);
        }
    }

    private Flow snat(Effect.Snat snat, Rule rule, boolean sure) {
        Optional<String> source = snat.address().isEmpty() ? Optional.of(traveller.masquerade())
                : snat.address().flatMap(address -> traveller.source(address.in(scene())));
        note(rule, sure, "gives it the source " + source.orElse("address of a range"));
        return Flow.ACCEPT;
    }

    private Flow choose(Effect.VerdictMap map, Rule rule, boolean sure) {
        Value key = map.key().in(scene());
        if (key == Value.Lack.ABSENT) {
            return Flow.NEXT;
        }
        for (int i = 0; i < map.cases().size(); i++) {
            Effect.VerdictMap.Case one = map.cases().get(i);
            Tri matches = key == Value.Lack.UNKNOWN ? Tri.MAY : one.key().matches(key);
            boolean forced = map.always() && i == map.cases().size() - 1;
            if (matches == Tri.YES || matches == Tri.MAY && (forced || decisions.next())) {
                return act(one.verdict(), rule, sure && matches == Tri.YES);
            }
        }
        return Flow.NEXT;
    }

    private Flow change(Effect effect, Rule rule, boolean sure) {
        if (effect instanceof Effect.SetMark set) {
            traveller.mark(Fields.known(set.mark().in(scene())));
            note(rule, sure, "marks it " + (traveller.packet().mark().isPresent()
                    ? "0x" + Long.toHexString(traveller.packet().mark().getAsLong()) : "with something that cannot be told"));
        } else if (effect instanceof Effect.SetConnectionMark set) {
            traveller.connectionMark(Fields.known(set.mark().in(scene())));
        } else if (effect instanceof Effect.Untrack) {
            traveller.untrack();
            note(rule, sure, "keeps it from the connection tracker: no rule of type nat sees it");
        }
        return Flow.NEXT;
    }

    private Scene scene() {
        Packet packet = traveller.packet();
        // Before the tracker has seen a packet, nft finds no connection and calls that invalid (nft_ct_get_eval, net/netfilter/nft_ct.c).
        boolean early = base.priority() < Hook.CONNTRACK && packet.tracking() != Tracking.UNTRACKED;
        return new Scene(packet, node, early ? "invalid" : packet.tracking().state());
    }

    private Step note(Rule rule, boolean sure, String says) {
        Step step = step(rule, sure, says);
        traveller.note(step);
        return step;
    }

    private Step step(Rule rule, boolean sure, String says) {
        // The innermost chain is first.
        Party party = path.stream().flatMap(chain -> Party.of(chain).stream()).findFirst().orElse(Party.UNKNOWN);
        RuleRef ref = new RuleRef(path.getFirst().table(), path.getLast().name(), path.getFirst().name(), rule.handle());
        return new Step(traveller.where(base.hook()), path.getFirst().toString(), rule.text(), sure, says, Optional.of(party), Optional.of(ref));
    }
}
