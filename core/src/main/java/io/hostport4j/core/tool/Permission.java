package io.hostport4j.core.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this process, and so the tools that it starts, may change rules. */
public final class Permission {
    /** {@code CAP_NET_ADMIN}, {@code linux/capability.h}. */
    private static final int NET_ADMIN = 12;
    private static final String EFFECTIVE = "CapEff:";
    private static final int HEXADECIMAL = 16;

    private Permission() {}

    /**
     * Why not; empty when it may.
     *
     * @param status {@code /proc/self/status} (proc_pid_status(5))
     */
    public static Optional<String> missing(Path status) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(EFFECTIVE)) {
                    long capabilities = Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), HEXADECIMAL);
                    return (capabilities >>> NET_ADMIN & 1) == 1 ? Optional.empty()
                            : Optional.of("CAP_NET_ADMIN is missing; run as root, or with that capability");
                }
            }
            return Optional.of(status + " tells no capabilities; mount procfs");
        } catch (IOException | NumberFormatException e) {
            return Optional.of("the capabilities cannot be read (" + e.getMessage() + "); mount procfs");
        }
    }
}
