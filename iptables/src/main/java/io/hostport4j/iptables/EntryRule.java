package io.hostport4j.iptables;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A rule of {@code CNI-HOSTPORT-DNAT} that leads to a container's chain.
 *
 * @param chain the container's
 * @param protocol of the ports; empty in rules of the reference before version 0.7, which lead everything there
 * @param ports of the node, at most {@value #PORTS_MAX}; none where there is no protocol
 * @param comment who it is for
 * @param conditions what a packet must fulfil besides, as words of iptables
 */
record EntryRule(String chain, Optional<Protocol> protocol, List<Integer> ports, String comment, List<String> conditions) {
    /** XT_MULTI_PORTS, linux/netfilter/xt_multiport.h. */
    static final int PORTS_MAX = 15;

    /** Copies the lists. */
    EntryRule {
        ports = List.copyOf(ports);
        conditions = List.copyOf(conditions);
    }

    /** Empty for a rule that leads elsewhere, or that is otherwise made. */
    static Optional<EntryRule> parse(Rule rule) {
        List<String> rest = new ArrayList<>(rule.words());
        Optional<String> chain = take(rest, "-j").filter(name -> name.startsWith(ChainNames.CONTAINER));
        Optional<String> protocolText = take(rest, "-p");
        Optional<Protocol> protocol = protocolText.flatMap(EntryRule::protocol);
        Optional<String> comment = take(rest, "-m", "comment", "--comment");
        Optional<String> ports = take(rest, "-m", "multiport", "--dports");
        if (chain.isEmpty() || protocol.isPresent() != protocolText.isPresent() || protocol.isPresent() != ports.isPresent()) {
            return Optional.empty();
        }
        return ports(ports.orElse("")).map(numbers -> new EntryRule(chain.get(), protocol, numbers, comment.orElse(""), rest));
    }

    /** Whether packets to a host port are led to the chain, as far as the conditions let them. */
    boolean leads(HostPort hostPort) {
        return protocol.isEmpty() || protocol.get() == hostPort.protocol() && ports.contains(hostPort.port());
    }

    Rule rule() {
        List<String> words = new ArrayList<>(List.of("-m", "comment", "--comment", comment));
        protocol.ifPresent(known -> words.addAll(List.of("-m", "multiport", "-p", known.text(), "--destination-ports",
                String.join(",", ports.stream().map(Object::toString).toList()))));
        words.addAll(conditions);
        words.addAll(List.of("-j", chain));
        return new Rule(ChainNames.DNAT, words);
    }

    EntryRule withConditions(List<String> words) {
        return new EntryRule(chain, protocol, ports, comment, words);
    }

    static Optional<Protocol> protocol(String text) {
        try {
            return Optional.of(Character.isDigit(text.charAt(0)) ? Protocol.ofNumber(Integer.parseInt(text)) : Protocol.parse(text));
        } catch (InvalidRequestException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Takes the first words that are these, and the one after them, which is given back. */
    private static Optional<String> take(List<String> words, String... option) {
        for (int i = 0; i + option.length < words.size(); i++) {
            if (words.subList(i, i + option.length).equals(Arrays.asList(option))) {
                String value = words.get(i + option.length);
                words.subList(i, i + option.length + 1).clear();
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Integer>> ports(String text) {
        try {
            return Optional.of(text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(Integer::valueOf).toList());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
