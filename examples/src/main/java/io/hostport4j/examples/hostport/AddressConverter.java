package io.hostport4j.examples.hostport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an address, and asks no name server for what is none. */
final class AddressConverter implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String value) {
        try {
            if (value.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                return InetAddress.getByName(value);
            }
        } catch (UnknownHostException e) {
            // Told below.
        }
        throw new TypeConversionException("\"" + value + "\" is no IP address; write one as 192.0.2.1 or 2001:db8::1");
    }
}
