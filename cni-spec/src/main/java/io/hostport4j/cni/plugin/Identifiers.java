package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The rules for container ids, network names and interface names (specification, section 2; kernel dev_valid_name). */
final class Identifiers {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    /** The kernel's IFNAMSIZ without the terminating zero. */
    private static final int MAX_INTERFACE_NAME_BYTES = 15;
    /** White space in Unicode, but to Java neither white space nor a space character. */
    private static final int NEXT_LINE = 0x85;

    private Identifiers() {}

    static void requireContainerId(String id) {
        if (!IDENTIFIER.matcher(id).matches()) {
            throw new CniException(
                    CniErrorCode.INVALID_ENVIRONMENT_VARIABLES, "invalid characters in containerID", id);
        }
    }

    static void requireNetworkName(String name) {
        if (name.isEmpty()) {
            throw new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, "missing network name");
        }
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new CniException(
                    CniErrorCode.INVALID_NETWORK_CONFIG, "invalid characters found in network name", name);
        }
    }

    static void requireInterfaceName(String name) {
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
