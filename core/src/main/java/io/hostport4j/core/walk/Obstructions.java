package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds rules of others that keep clients from host ports: for each host port a packet is walked. What only may be is not told. */
public final class Obstructions {
    private final Ruleset rules;
    private final NodeView node;

    /** What is in the way on a node. */
    public Obstructions(Ruleset rules, NodeView node) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.node = Objects.requireNonNull(node, "node");
    }

    /** What keeps clients from some of the node's host ports; forwards with conditions are not for every client, and are passed over. */
    public List<Obstruction> of(Collection<Forward> forwards) {
        List<Obstruction> found = new ArrayList<>();
        for (Forward forward : forwards) {
            if (forward.conditions().isEmpty() && !forward.crossesFamilies()) {
                examine(forward).ifPresent(found::add);
            }
        }
        for (Family family : Family.values()) {
            mixed(family).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Obstruction> examine(Forward forward) {
        HostPort hostPort = forward.hostPort();
        Origin origin = hostPort.address().isLoopbackAddress() ? Origin.LOOPBACK : Origin.OUTSIDE;
        Optional<InetAddress> address = hostPort.everyAddress() ? Optional.empty() : Optional.of(hostPort.address());
        if (address.isEmpty() && node.outside(hostPort.family(), Optional.empty()).isEmpty()
                || address.isPresent() && !node.isLocal(address.get())) {
            return Optional.empty();
        }
        Question question;
        try {
            question = new Questions(node).of(hostPort.protocol(), hostPort.port(), origin,
                    address.or(() -> node.outside(hostPort.family(), Optional.empty()).map(NodeView.Outside::own)), Optional.empty());
        } catch (InvalidRequestException e) {
            // There are no clients whose packet could be walked.
            return Optional.empty();
        }
        Walk walk = new PacketWalk(rules, node).walk(question);
        return walk.isCertain() ? judge(forward, walk.main()) : Optional.empty();
    }

    private static Optional<Obstruction> judge(Forward forward, Way way) {
        Optional<Way.Translation> elsewhere = way.translation().filter(translation -> !translation.to().equals(forward.target()));
        if (elsewhere.isPresent()) {
            // Two of these that have one host port are told apart by their owners, not by their rules.
            if (elsewhere.get().by().party().map(Party::servesCni).orElse(false)) {
                return Optional.empty();
            }
            return Optional.of(taken(forward, elsewhere.get().by()));
        }
        Outcome outcome = way.outcome() instanceof Outcome.AnswerLost lost ? lost.back() : way.outcome();
        if (outcome instanceof Outcome.Dropped dropped) {
            return Optional.of(closed(forward, dropped.by()));
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return Optional.of(closed(forward, rejected.by()));
        }
        return way.translation().isEmpty() ? passedBy(forward, way) : Optional.empty();
    }

    private static Obstruction taken(Forward forward, Step by) {
        String evidence = by.party().orElse(Party.UNKNOWN).text() + " " + by.says() + " in " + by.chain() + ": " + by.rule();
        if (by.party().equals(Optional.of(Party.KUBE_PROXY))) {
            return new Obstruction(Obstruction.Kind.NODE_PORT, Optional.of(forward), evidence,
                    "# give the Service another nodePort, or the container another hostPort, than " + forward.hostPort().port());
        }
        return new Obstruction(Obstruction.Kind.SHADOWED, Optional.of(forward), evidence, by.ref().orElseThrow().removal(by.rule()));
    }

    /** A rule that ends the translation before the host port's is asked: it accepts too early, or keeps the tracker from looking. */
    private static Optional<Obstruction> passedBy(Forward forward, Way way) {
        return way.steps().stream().filter(step -> step.where().equals("prerouting") || step.where().equals("output"))
                .filter(step -> step.says().startsWith("accepts it") || step.says().startsWith("keeps it"))
                .filter(step -> !step.party().map(Party::servesCni).orElse(false)
                        && (step.says().startsWith("keeps it") || step.ref().filter(ref -> ref.table().name().equals("nat")).isPresent()))
                .findFirst().map(step -> new Obstruction(Obstruction.Kind.SHADOWED, Optional.of(forward),
                        step.chain() + " " + step.says() + ": " + step.rule(), step.ref().orElseThrow().removal(step.rule())));
    }

    private static Obstruction closed(Forward forward, Step by) {
        return new Obstruction(Obstruction.Kind.DROPPED, Optional.of(forward),
                by.chain() + " " + (by.rule().startsWith("policy") ? "has " : "") + by.rule() + " (" + by.where() + ")",
                opening(forward, by, by.ref().orElseThrow()));
    }

    /** Lets the host port's packets through, and the answers, and nothing else. */
    private static String opening(Forward forward, Step by, RuleRef ref) {
        String protocol = forward.hostPort().protocol().text();
        int port = forward.hostPort().port();
        boolean translated = !by.where().equals("prerouting") && !by.where().equals("output");
        boolean early = by.where().equals("answer: prerouting");
        List<String> words = new ArrayList<>(ref.tool());
        if (ref.table().maker() == TableName.Maker.NFT) {
            String match = early ? protocol + " sport " + forward.target().port()
                    : translated ? "meta l4proto " + protocol + " ct status dnat ct original proto-dst " + port : protocol + " dport " + port;
            words.addAll(List.of("insert", "rule", ref.table().family(), ref.table().name(), ref.base()));
            words.addAll(List.of(match.split(" ")));
            words.add("accept");
        } else {
            String match = early ? "--sport " + forward.target().port()
                    : translated ? "-m conntrack --ctstate DNAT --ctorigdstport " + port : "--dport " + port;
            words.addAll(List.of("-I", ref.base(), "-p", protocol));
            words.addAll(List.of(match.split(" ")));
            words.addAll(List.of("-j", "ACCEPT"));
        }
        return RuleRef.command(words);
    }

    private Optional<Obstruction> mixed(Family family) {
        long legacy = count(TableName.Maker.IPTABLES_LEGACY, family);
        long newer = count(TableName.Maker.IPTABLES_NFT, family);
        if (legacy == 0 || newer == 0) {
            return Optional.empty();
        }
        String tool = family == Family.IPV4 ? "iptables" : "ip6tables";
        // The second half keeps the tables, which cannot be removed, without a rule, a chain of its own, or a policy but accept.
        String remedy = tool + "-legacy-save | " + tool + "-nft-restore --noflush && " + tool + "-legacy-save | sed -e /^-A/d"
                + " -e 's/^\\(:[A-Z]* \\)DROP/\\1ACCEPT/' -e '/^:[^ ]* -/d' | " + tool + "-legacy-restore";
        return Optional.of(new Obstruction(Obstruction.Kind.MIXED, Optional.empty(),
                "rules in " + tool + "-legacy: " + legacy + ", in " + tool + "-nft: " + newer, remedy));
    }

    private long count(TableName.Maker maker, Family family) {
        return rules.chains().stream().filter(chain -> chain.table().maker() == maker && chain.table().sees(family))
                .mapToLong(chain -> chain.rules().size()).sum();
    }
}
