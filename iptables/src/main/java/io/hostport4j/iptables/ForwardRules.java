package io.hostport4j.iptables;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one forward in the chain of its container: for whom the packet is marked, so that it is masqueraded, then where it
 * goes.
 *
 * @param hostPort the node's side
 * @param target the container's side
 * @param sources whose packets are marked, in the order of the rules
 * @param markChains the chains that mark them
 * @param rules all of these
 */
record ForwardRules(HostPort hostPort, Endpoint target, List<Subnet> sources, List<String> markChains, List<Rule> rules) {
    private static final Subnet LOOPBACK = Subnet.parse("127.0.0.1").orElseThrow();

    /** Copies the lists. */
    ForwardRules {
        sources = List.copyOf(sources);
        markChains = List.copyOf(markChains);
        rules = List.copyOf(rules);
    }

    /** The forwards of a container's chain; rules of other shapes are passed over. */
    static List<ForwardRules> parse(Family family, List<Rule> chain) {
        List<ForwardRules> forwards = new ArrayList<>();
        List<PortRule> marks = new ArrayList<>();
        for (Rule rule : chain) {
            Optional<PortRule> parsed = PortRule.parse(family, rule);
            Optional<Endpoint> target = parsed.flatMap(PortRule::target);
            if (target.isPresent()) {
                HostPort hostPort = parsed.get().hostPort();
                List<PortRule> own = marks.stream().filter(mark -> mark.hostPort().equals(hostPort)).toList();
                marks.removeAll(own);
                forwards.add(of(hostPort, target.get(), own, rule));
            } else {
                parsed.ifPresent(marks::add);
            }
        }
        return forwards;
    }

    /**
     * The rules that a forward shall have.
     *
     * @param sources whose packets are marked
     */
    static ForwardRules of(Forward forward, List<Subnet> sources, String chain, String markChain) {
        HostPort hostPort = forward.hostPort();
        List<Rule> rules = new ArrayList<>();
        for (Subnet source : sources) {
            rules.add(rule(chain, hostPort, List.of("-s", source.toString(), "-j", markChain)));
        }
        rules.add(rule(chain, hostPort, List.of("-j", "DNAT", "--to-destination", forward.target().toString())));
        return new ForwardRules(hostPort, forward.target(), sources, sources.stream().map(source -> markChain).toList(), rules);
    }

    /** Whose packets are marked for a forward to a container that is reached this way. */
    static List<Subnet> sources(Forward forward, Link link) {
        Family family = forward.hostPort().family();
        return switch (forward.masquerade()) {
            case NEVER -> List.of();
            case ALWAYS -> List.of(Subnet.everything(family));
            case WHEN_NEEDED -> {
                Subnet subnet = new Subnet(forward.target().address(), link.prefixLength());
                yield family == Family.IPV4 ? List.of(subnet, LOOPBACK) : List.of(subnet);
            }
        };
    }

    /** The rule that leads to the container. */
    Rule last() {
        return rules.get(rules.size() - 1);
    }

    Masquerade masquerade() {
        if (sources.isEmpty()) {
            return Masquerade.NEVER;
        }
        return sources.stream().anyMatch(Subnet::isEverything) ? Masquerade.ALWAYS : Masquerade.WHEN_NEEDED;
    }

    /** Whether the same packets go the same way, through the same chains. */
    boolean doTheSameAs(ForwardRules other) {
        return hostPort.equals(other.hostPort) && target.equals(other.target) && markChains.equals(other.markChains)
                && masked(sources).equals(masked(other.sources));
    }

    private static ForwardRules of(HostPort hostPort, Endpoint target, List<PortRule> marks, Rule last) {
        List<Rule> rules = new ArrayList<>(marks.stream().map(PortRule::rule).toList());
        rules.add(last);
        return new ForwardRules(hostPort, target, marks.stream().map(PortRule::source).toList(),
                marks.stream().map(PortRule::jump).toList(), rules);
    }

    private static Rule rule(String chain, HostPort hostPort, List<String> rest) {
        List<String> words = new ArrayList<>(List.of("-p", hostPort.protocol().text(), "--dport", Integer.toString(hostPort.port())));
        InetAddress address = hostPort.address();
        if (!hostPort.everyAddress()) {
            words.addAll(List.of("-d", IpText.of(address)));
        }
        words.addAll(rest);
        return new Rule(chain, words);
    }

    private static List<Subnet> masked(List<Subnet> subnets) {
        return subnets.stream().map(Subnet::masked).toList();
    }
}
