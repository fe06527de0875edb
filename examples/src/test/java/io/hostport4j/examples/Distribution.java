package io.hostport4j.examples;

import java.nio.file.Path;

/** What the package phase built, as it is installed on a node. */
public final class Distribution {

    private static final Path HOME = Path.of("target", "hostport4j").toAbsolutePath();

    private Distribution() {
    }

    /** The folder with {@code bin} and {@code lib}. */
    public static Path home() {
        return HOME;
    }

    /** The folder of the commands, which a runtime finds plugins in. */
    public static Path bin() {
        return HOME.resolve("bin");
    }

    /** The CNI plugin. */
    public static Path portmap() {
        return bin().resolve("portmap");
    }

    /** The operator's command. */
    public static Path hostport() {
        return bin().resolve("hostport");
    }

    /** The command that calls plugins by hand. */
    public static Path cnitool() {
        return bin().resolve("cnitool");
    }
}
