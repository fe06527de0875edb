package io.hostport4j.core.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's version, as far as it decides anything.
 *
 * @param major the number before the first point
 * @param minor the number behind it
 */
public record KernelVersion(int major, int minor) {
    /** What the table's rules need: the input interface in postrouting, without which every client would seem to be the node's own. */
    public static final KernelVersion NEEDED = new KernelVersion(5, 7);

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** The version of the kernel that this JVM runs on. */
    public static KernelVersion running() {
        return parse(System.getProperty("os.version"));
    }

    /**
     * A version as {@code uname -r} prints it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static KernelVersion parse(String release) {
        Matcher matcher = FORM.matcher(release);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("kernel release \"" + release + "\"");
        }
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether it is the other one or newer. */
    public boolean isAtLeast(KernelVersion other) {
        return major > other.major || major == other.major && minor >= other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
