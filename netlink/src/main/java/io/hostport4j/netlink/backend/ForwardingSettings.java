package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sysctls that let a node send packets on ({@code Documentation/networking/ip-sysctl.rst}): those of IPv4 count for each interface
 * that a packet comes from, and {@code ip_forward} sets them all; of IPv6 the one for all interfaces counts.
 *
 * @param folder usually {@code /proc/sys/net}
 */
record ForwardingSettings(Path folder) {
    /** True also where it cannot be read. */
    boolean areOn(Family family) {
        return switch (family) {
            case IPV4 -> isOnAnywhere(folder.resolve("ipv4/conf"));
            case IPV6 -> isOn(folder.resolve("ipv6/conf/all/forwarding"));
        };
    }

    private static boolean isOnAnywhere(Path interfaces) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(interfaces)) {
            for (Path one : all) {
                String name = one.getFileName().toString();
                // Nothing comes from these two by itself.
                if (!name.equals("default") && !name.equals("lo") && isOn(one.resolve("forwarding"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }

    private static boolean isOn(Path setting) {
        try {
            return !Files.readString(setting, StandardCharsets.US_ASCII).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }
}
