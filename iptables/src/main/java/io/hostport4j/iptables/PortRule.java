package io.hostport4j.iptables;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of a container's chain as it is read: packets for a host port from some source go to a chain or target.
 *
 * @param hostPort of the node
 * @param source whose packets
 * @param jump the chain or target
 * @param target of a {@code DNAT}
 * @param rule as it stands there
 */
record PortRule(HostPort hostPort, Subnet source, String jump, Optional<Endpoint> target, Rule rule) {
    private static final Set<String> KNOWN = Set.of("-s", "-d", "-p", "-m", "--dport", "-j", "--to-destination");

    /** Empty for a rule that asks or does more than these. */
    static Optional<PortRule> parse(Family family, Rule rule) {
        Map<String, String> options = new HashMap<>();
        Iterator<String> words = rule.words().iterator();
        while (words.hasNext()) {
            String option = words.next();
            if (!KNOWN.contains(option) || !words.hasNext() || options.put(option, words.next()) != null) {
                return Optional.empty();
            }
        }
        return parse(family, rule, options);
    }

    private static Optional<PortRule> parse(Family family, Rule rule, Map<String, String> options) {
        Optional<Protocol> protocol = Optional.ofNullable(options.get("-p")).flatMap(EntryRule::protocol);
        Optional<Subnet> source = options.containsKey("-s") ? Subnet.parse(options.get("-s")) : Optional.of(Subnet.everything(family));
        Optional<InetAddress> address = options.containsKey("-d")
                ? Subnet.parse(options.get("-d")).filter(Subnet::isHost).map(Subnet::address) : Optional.of(family.unspecified());
        String jump = options.get("-j");
        Optional<Endpoint> target = Optional.ofNullable(options.get("--to-destination")).flatMap(PortRule::endpoint);
        boolean complete = protocol.isPresent() && source.isPresent() && address.isPresent() && jump != null && options.containsKey("--dport")
                && target.isPresent() == jump.equals("DNAT") && (target.isEmpty() || source.get().isEverything());
        if (!complete) {
            return Optional.empty();
        }
        try {
            HostPort hostPort = new HostPort(protocol.get(), address.get(), Integer.parseInt(options.get("--dport")));
            return Optional.of(new PortRule(hostPort, source.get(), jump, target, rule));
        } catch (NumberFormatException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** {@code 10.0.0.2:80} or {@code [fd00::2]:80}. */
    private static Optional<Endpoint> endpoint(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String address = text.substring(0, Math.max(colon, 0));
            boolean bracketed = address.startsWith("[") && address.endsWith("]");
            return Subnet.address(bracketed ? address.substring(1, address.length() - 1) : address).map(parsed -> new Endpoint(parsed, port));
        } catch (NumberFormatException | InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
