package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.BackendFailedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The sysctl {@code net.ipv4.conf.<interface>.route_localnet}, without which the kernel drops packets from 127.0.0.0/8 as martians.
 *
 * <p>The kernel takes any value but 0 for "on". This writes {@value #MARK}, and turns off only where it finds that: whether it was
 * on before, or somebody else wants it too, is told by the value itself, and needs no file that could outlive it.
 */
final class RouteLocalnet {
    private static final String OFF = "0";
    private static final String MARK = "4";
    private static final String EVERY_INTERFACE = "all";

    private final Path interfaces;

    /** @param interfaces usually {@code /proc/sys/net/ipv4/conf}; names with dots are folders of it like any other */
    RouteLocalnet(Path interfaces) {
        this.interfaces = interfaces;
    }

    void enable(String interfaceName) {
        try {
            if (read(EVERY_INTERFACE).equals(OFF) && read(interfaceName).equals(OFF)) {
                Files.writeString(file(interfaceName), MARK);
            }
        } catch (IOException e) {
            throw new BackendFailedException("unable to enable route_localnet: " + file(interfaceName) + ": " + reason(e)
                    + "; make it writable, set it to 1 beforehand, or set snat to false", e);
        }
    }

    /** Without the file, which the messages of some exceptions begin with and others do not. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException fault
                ? Objects.requireNonNullElseGet(fault.getReason(), e.getClass()::getSimpleName)
                : e.getMessage();
    }

    /** The file that tells whether it is on. */
    Path file(String interfaceName) {
        return interfaces.resolve(interfaceName).resolve("route_localnet");
    }

    /** The interfaces where it was turned off. */
    List<String> disable() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(interfaces)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (isMarked(name)) {
                    Files.writeString(file(name), OFF);
                    names.add(name);
                }
            }
            return names;
        } catch (IOException e) {
            throw new BackendFailedException("unable to disable route_localnet: " + interfaces + ": " + e.getMessage(), e);
        }
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
        return Files.readString(file(interfaceName)).strip();
    }
}
