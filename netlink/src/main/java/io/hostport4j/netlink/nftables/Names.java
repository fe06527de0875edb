package io.hostport4j.netlink.nftables;

import java.nio.charset.StandardCharsets;

/** Checks of what users name. */
final class Names {
    /** {@code NFT_NAME_MAXLEN} without its NUL. */
    private static final int MAX_LENGTH = 255;

    private Names() {}

    static String check(String what, String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_LENGTH || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " name \"" + name + "\" has " + length + " bytes; give 1 to " + MAX_LENGTH
                    + " without NUL");
        }
        return name;
    }
}
