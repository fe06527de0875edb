package io.hostport4j.core.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who holds a lock on a file, {@code proc_locks(5)}: {@code 1: FLOCK ADVISORY WRITE 1234 00:1b:5678 0 EOF}.
 *
 * @param procfs usually {@code /proc}
 */
public record LockHolders(Path procfs) {
    private static final int PID_FIELD = 4;
    private static final int FILE_FIELD = 5;

    /** That of this process. */
    public LockHolders() {
        this(Path.of("/proc"));
    }

    /** The file, and who holds it when that can be told: processes of other pid namespaces are not listed. */
    public String describe(Path file) {
        return file + holder(file).map(holder -> ", which " + holder + " holds").orElse("");
    }

    private Optional<String> holder(Path file) {
        try {
            String id = id(file);
            for (String line : Files.readAllLines(procfs.resolve("locks"), StandardCharsets.US_ASCII)) {
                String[] fields = line.strip().split("\\s+");
                // Whoever waits for it is listed with an arrow in the second field.
                if (fields.length > FILE_FIELD && fields[FILE_FIELD].equals(id) && !fields[1].equals("->")) {
                    return Optional.of("process " + fields[PID_FIELD] + command(fields[PID_FIELD]));
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Only for the message: without it the lock is named all the same.
            return Optional.empty();
        }
    }

    /** Major and minor number of its device, and its inode; as {@code st_dev} has the numbers (makedev(3)). */
    private static String id(Path file) throws IOException {
        long device = (long) Files.getAttribute(file, "unix:dev");
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL & 0xffffffffL;
        return String.format("%02x:%02x:%d", major, minor, (long) Files.getAttribute(file, "unix:ino"));
    }

    private String command(String pid) {
        try {
            return " (" + Files.readString(procfs.resolve(pid).resolve("comm"), StandardCharsets.UTF_8).strip() + ")";
        } catch (IOException e) {
            // flock(2) locks an open file, which the shell's flock command shares with the script that started it.
            return " (ended, and handed it on)";
        }
    }
}
