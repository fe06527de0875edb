package io.hostport4j.examples.userland;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mapping as people write it: {@code [hostIP:]hostPort:containerIP:containerPort[/protocol]}, IPv6 addresses in brackets.
 *
 * @param mapping of host port to container port
 * @param container where it leads
 */
record MappingArgument(PortMapping mapping, InetAddress container) {
    // Literals only, so that InetAddress.getByName never asks a name server.
    private static final String ADDRESS = "(\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-fA-F:.]+])";
    private static final String PORT = "(\\d{1,5})";
    private static final Pattern SYNTAX = Pattern.compile("(?:" + ADDRESS + ":)?" + PORT + ":" + ADDRESS + ":" + PORT + "(?:/(\\w+))?");

    /** @throws InvalidRequestException when the text is no mapping */
    static MappingArgument parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidRequestException("mapping", text, "give [hostIP:]hostPort:containerIP:containerPort[/udp], IPv6 in brackets");
        }
        Protocol protocol = Optional.ofNullable(matcher.group(5)).map(Protocol::parse).orElse(Protocol.TCP);
        Optional<InetAddress> hostAddress = Optional.ofNullable(matcher.group(1)).map(MappingArgument::address);
        return new MappingArgument(new PortMapping(PortRange.of(Integer.parseInt(matcher.group(2))), Integer.parseInt(matcher.group(4)),
                protocol, hostAddress), address(matcher.group(3)));
    }

    /** @param name of the container that it is noted as */
    HostPortRequest request(String name) {
        return new HostPortRequest(new AttachmentId(UserlandBackendProvider.NAME, name, "eth0"), List.of(ContainerAddress.of(container)),
                List.of(mapping));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new InvalidRequestException("address", literal, "give an IPv4 address, or an IPv6 address in brackets");
        }
    }
}
