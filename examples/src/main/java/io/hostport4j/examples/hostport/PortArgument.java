package io.hostport4j.examples.hostport;

import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Protocol;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A host port as people write it: {@code 8080/tcp}, or {@code 8080} for TCP.
 *
 * @param port 1 to 65535
 */
record PortArgument(int port, Protocol protocol) {
    /** Reads it. */
    static final class Converter implements ITypeConverter<PortArgument> {
        @Override
        public PortArgument convert(String value) {
            int slash = value.indexOf('/');
            try {
                int port = Integer.parseInt(slash < 0 ? value : value.substring(0, slash));
                if (port >= 1 && port <= 0xffff) {
                    return new PortArgument(port, slash < 0 ? Protocol.TCP : Protocol.parse(value.substring(slash + 1)));
                }
            } catch (NumberFormatException | InvalidRequestException e) {
                // Told below, in the same words for both.
            }
            throw new TypeConversionException("\"" + value + "\" is no host port; write 1 to 65535 and /tcp, /udp or /sctp, as in 8080/tcp");
        }
    }
}
