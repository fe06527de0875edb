package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.LocalPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sysctls {@code net.ipv4.ip_local_port_range} and {@code net.ipv4.ip_local_reserved_ports}. Like {@link RouteLocalnet} it keeps the
 * folder of its namespace open.
 */
final class LocalPortSettings implements AutoCloseable {
    private final Path folder;
    private final SecureDirectoryStream<Path> open;

    private LocalPortSettings(Path folder, SecureDirectoryStream<Path> open) {
        this.folder = folder;
        this.open = open;
    }

    /**
     * Opens the folder as the calling thread sees it.
     *
     * @param folder usually {@code /proc/sys/net/ipv4}
     */
    static LocalPortSettings open(Path folder) {
        try {
            return new LocalPortSettings(folder, (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder));
        } catch (IOException e) {
            throw new BackendFailedException("unable to open " + folder + ": " + e.getMessage() + "; mount procfs there", e);
        }
    }

    LocalPorts read() {
        try {
            String[] range = read("ip_local_port_range").split("\\s+");
            List<PortRange> reserved = new ArrayList<>();
            for (String ports : read("ip_local_reserved_ports").split(",")) {
                if (!ports.isEmpty()) {
                    reserved.add(range(ports.split("-")));
                }
            }
            return new LocalPorts(Optional.of(range(range)), reserved);
        } catch (IOException | NumberFormatException | InvalidRequestException e) {
            throw new BackendFailedException("unable to read ip_local_port_range and ip_local_reserved_ports in " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PortRange range(String... ports) {
        // Port 0 may be reserved, and is no port.
        return new PortRange(Math.max(1, Integer.parseInt(ports[0])), Math.max(1, Integer.parseInt(ports[ports.length - 1])));
    }

    private String read(String name) throws IOException {
        try (InputStream file = Channels.newInputStream(open.newByteChannel(Path.of(name), Set.of(StandardOpenOption.READ)))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
