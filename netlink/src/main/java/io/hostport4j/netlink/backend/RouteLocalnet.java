package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The sysctl {@code net.ipv4.conf.<interface>.route_localnet}, without which the kernel drops packets from 127.0.0.0/8 as martians.
 *
 * <p>The kernel takes any value but 0 for "on". This writes {@value #MARK}, and turns off only where it finds that: whether it was
 * on before, or somebody else wants it too, is told by the value itself, and needs no file that could outlive it.
 *
 * <p>The kernel shows each thread the interfaces of its own network namespace, but a folder that is open stays what it was.
 */
final class RouteLocalnet implements AutoCloseable {
    private static final String OFF = "0";
    private static final String MARK = "4";
    private static final String EVERY_INTERFACE = "all";
    /** Bytes of the longest value, a 32 bit number. */
    static final int LONGEST = 16;

    private final Path interfaces;
    private final SecureDirectoryStream<Path> folder;

    private RouteLocalnet(Path interfaces, SecureDirectoryStream<Path> folder) {
        this.interfaces = interfaces;
        this.folder = folder;
    }

    /**
     * Opens the folder as the calling thread sees it.
     *
     * @param interfaces usually {@code /proc/sys/net/ipv4/conf}; names with dots are folders of it like any other
     */
    static RouteLocalnet open(Path interfaces) {
        try {
            // Linux has openat(2), so the JDK's folders there are all of this kind.
            return new RouteLocalnet(interfaces, (SecureDirectoryStream<Path>) Files.newDirectoryStream(interfaces));
        } catch (IOException e) {
            throw new BackendFailedException("unable to open " + interfaces + ": " + e.getMessage() + "; mount procfs there", e);
        }
    }

    /** Whether this call turned it on. */
    boolean enable(String interfaceName) {
        try {
            boolean off = read(EVERY_INTERFACE).equals(OFF) && read(interfaceName).equals(OFF);
            if (off) {
                write(interfaceName, MARK);
            }
            return off;
        } catch (IOException e) {
            throw new BackendFailedException("unable to enable route_localnet: " + file(interfaceName, e)
                    + "; make it writable, set it to 1 beforehand, or set snat to false", e);
        }
    }

    /** The file that tells whether it is on, to be read. */
    SeekableByteChannel file(String interfaceName) throws IOException {
        return open(interfaceName, StandardOpenOption.READ);
    }

    /** What a value in an interface's file means; {@code all} apart. */
    static RouteLocalnetState meaning(String value) {
        return switch (value) {
            case OFF -> RouteLocalnetState.OFF;
            case MARK -> RouteLocalnetState.MARKED;
            default -> RouteLocalnetState.ON;
        };
    }

    /** Empty when there is no such interface. */
    Optional<RouteLocalnetState> state(String interfaceName) {
        try {
            RouteLocalnetState own = meaning(read(interfaceName));
            return Optional.of(own == RouteLocalnetState.OFF && !read(EVERY_INTERFACE).equals(OFF) ? RouteLocalnetState.ON : own);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackendFailedException("unable to read route_localnet: " + file(interfaceName, e), e);
        }
    }

    /** The interfaces that were turned on here. */
    List<String> marked() {
        List<String> names = new ArrayList<>();
        // A stream is gone through once; this opens the same folder anew.
        try (DirectoryStream<Path> folders = folder.newDirectoryStream(Path.of("."))) {
            for (Path path : folders) {
                String name = path.getFileName().toString();
                if (isMarked(name)) {
                    names.add(name);
                }
            }
            return names;
        } catch (IOException e) {
            throw new BackendFailedException("unable to read route_localnet: " + interfaces + ": " + e.getMessage(), e);
        }
    }

    /** Whether this call turned it off. */
    boolean disable(String interfaceName) {
        try {
            boolean marked = isMarked(interfaceName);
            if (marked) {
                write(interfaceName, OFF);
            }
            return marked;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new BackendFailedException("unable to disable route_localnet: " + file(interfaceName, e) + "; make it writable", e);
        }
    }

    @Override
    public void close() {
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file, and what is wrong with it: the messages of some exceptions begin with it and others do not. */
    private String file(String interfaceName, IOException e) {
        String reason = e instanceof FileSystemException fault
                ? Objects.requireNonNullElseGet(fault.getReason(), e.getClass()::getSimpleName)
                : e.getMessage();
        return interfaces.resolve(interfaceName).resolve("route_localnet") + ": " + reason;
    }

    /** Interfaces come and go while the folder is read. */
    private boolean isMarked(String interfaceName) throws IOException {
        try {
            return read(interfaceName).equals(MARK);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private String read(String interfaceName) throws IOException {
        try (SeekableByteChannel file = file(interfaceName)) {
            ByteBuffer value = ByteBuffer.allocate(LONGEST);
            file.read(value);
            return StandardCharsets.US_ASCII.decode(value.flip()).toString().strip();
        }
    }

    private void write(String interfaceName, String value) throws IOException {
        try (SeekableByteChannel file = open(interfaceName, StandardOpenOption.WRITE)) {
            file.write(StandardCharsets.US_ASCII.encode(value));
        }
    }

    private SeekableByteChannel open(String interfaceName, OpenOption option) throws IOException {
        return folder.newByteChannel(Path.of(interfaceName, "route_localnet"), Set.of(option));
    }
}
