package io.hostport4j.examples.hostport;

import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a mapping as people write it: {@code 8080:80}, {@code 53:53/udp}, {@code 192.0.2.1:8080:80}, {@code [2001:db8::1]:8080:80}. */
final class MappingConverter implements ITypeConverter<PortMapping> {
    private static final Pattern FORM = Pattern.compile("(?:(?:\\[([0-9a-fA-F:.]+)\\]|([0-9.]+)):)?([0-9]{1,5}):([0-9]{1,5})(?:/([a-zA-Z]+))?");

    @Override
    public PortMapping convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("\"" + value + "\" is no mapping; write [IP:]HOSTPORT:CONTAINERPORT[/PROTOCOL], as in 8080:80/tcp");
        }
        try {
            String address = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
            Optional<InetAddress> hostAddress = Optional.ofNullable(address).map(new AddressConverter()::convert);
            Protocol protocol = Protocol.parse(Optional.ofNullable(matcher.group(5)).orElse("tcp"));
            return new PortMapping(PortRange.of(Integer.parseInt(matcher.group(3))), Integer.parseInt(matcher.group(4)), protocol, hostAddress);
        } catch (InvalidRequestException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
