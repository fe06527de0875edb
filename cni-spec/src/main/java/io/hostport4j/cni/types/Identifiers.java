package io.hostport4j.cni.types;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The rules for container ids, network names and interface names (specification, section 2; kernel dev_valid_name). */
public final class Identifiers {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    /** The kernel's IFNAMSIZ without the terminating zero. */
    private static final int MAX_INTERFACE_NAME_BYTES = 15;
    /** White space in Unicode, but to Java neither white space nor a space character. */
    private static final int NEXT_LINE = 0x85;

    private Identifiers() {}

    /**
     * Checks a container id.
     *
     * @throws CniException with code 3 when it is empty, with code 4 when it has other characters than letters, digits, and after the
     *     first one {@code _ . -}
     */
    public static void requireContainerId(String id) {
        if (id.isEmpty()) {
            throw new CniException(CniErrorCode.UNKNOWN_CONTAINER, "missing containerID");
        }
        if (!IDENTIFIER.matcher(id).matches()) {
            throw new CniException(
                    CniErrorCode.INVALID_ENVIRONMENT_VARIABLES, "invalid characters in containerID", id);
        }
    }

    /**
     * Checks a network's name.
     *
     * @throws CniException with code 7 when it is empty, or has other characters than a container id may have
     */
    public static void requireNetworkName(String name) {
        if (name.isEmpty()) {
            throw new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, "missing network name");
        }
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new CniException(
                    CniErrorCode.INVALID_NETWORK_CONFIG, "invalid characters found in network name", name);
        }
    }

    /**
     * Checks the name of an interface.
     *
     * @throws CniException with code 4 when the kernel would refuse it: empty, over 15 bytes, {@code .} or {@code ..}, or with
     *     {@code /}, {@code :} or white space in it
     */
    public static void requireInterfaceName(String name) {
        if (name.isEmpty()) {
            throw invalidInterfaceName("interface name is empty", "");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_INTERFACE_NAME_BYTES) {
            throw invalidInterfaceName("interface name is too long", "at most 15 bytes, but it is \"" + name + "\"");
        }
        if (name.equals(".") || name.equals("..")) {
            throw invalidInterfaceName("interface name is . or ..", "");
        }
        if (name.codePoints().anyMatch(Identifiers::isForbiddenInInterfaceName)) {
            throw invalidInterfaceName("interface name contains / or : or whitespace characters", name);
        }
    }

    private static boolean isForbiddenInInterfaceName(int c) {
        return c == '/' || c == ':' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    private static CniException invalidInterfaceName(String msg, String details) {
        return new CniException(CniErrorCode.INVALID_ENVIRONMENT_VARIABLES, msg, details);
    }
}
