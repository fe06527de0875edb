package io.hostport4j.netlink.backend;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's version, as far as it decides anything. */
record KernelVersion(int major, int minor) {
    /** Input interface in postrouting: Linux 5.7; on older ones every client would seem to be the node's own. */
    static final KernelVersion NEEDED = new KernelVersion(5, 7);

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+).*");

    static KernelVersion running() {
        return parse(System.getProperty("os.version"));
    }

    static KernelVersion parse(String release) {
        Matcher matcher = FORM.matcher(release);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("kernel release \"" + release + "\"");
        }
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    boolean isAtLeast(KernelVersion other) {
        return major > other.major || major == other.major && minor >= other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
