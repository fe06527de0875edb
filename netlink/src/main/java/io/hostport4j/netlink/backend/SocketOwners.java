package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.HostListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process has a socket, {@code proc(5)}: {@code /proc/<pid>/fd/<number>} leads to {@code socket:[<inode>]}. Processes of others
 * are readable to who may trace them.
 *
 * @param procfs usually {@code /proc}
 */
record SocketOwners(Path procfs) {
    /** The first that has it; empty when none that can be looked into does. */
    Optional<HostListener.Process> of(long inode) {
        String target = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(procfs, SocketOwners::isProcess)) {
            for (Path process : processes) {
                if (has(process, target)) {
                    return Optional.of(named(process));
                }
            }
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private static boolean has(Path process, String target) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(target)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // It ended meanwhile, or is not for us to look into.
            return false;
        }
    }

    private static HostListener.Process named(Path process) {
        int pid = Integer.parseInt(process.getFileName().toString());
        try {
            return new HostListener.Process(pid, Files.readString(process.resolve("comm"), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new HostListener.Process(pid, "?");
        }
    }
}
