package io.hostport4j.core.model;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One interface of one container in one network: who owns forwards. All three parts count, so two attachments never touch each
 * other's forwards.
 *
 * @param network the network's name; letters, digits, {@code _ . -}, the first a letter or digit (CNI spec 1.1.0, section 1)
 * @param container the container's id; the same characters
 * @param interfaceName the interface inside the container; 1 to 15 bytes, no {@code /}, no {@code :}, no white space
 */
public record AttachmentId(String network, String container, String interfaceName) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    /** IFNAMSIZ - 1, {@code linux/if.h}. */
    private static final int INTERFACE_NAME_MAX = 15;

    /** @throws InvalidRequestException when a part has other characters */
    public AttachmentId {
        checkName("network name", network);
        checkName("container id", container);
        if (interfaceName.isEmpty() || interfaceName.getBytes(StandardCharsets.UTF_8).length > INTERFACE_NAME_MAX
                || interfaceName.chars().anyMatch(c -> c == '/' || c == ':' || Character.isWhitespace(c))) {
            throw new InvalidRequestException("interface name", interfaceName, "give 1 to 15 bytes without '/', ':' and white space");
        }
    }

    /** The mark that the forwards of this attachment carry in the kernel. */
    public Owner owner() {
        return Owner.of(this);
    }

    private static void checkName(String key, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new InvalidRequestException(key, value, "begin with a letter or digit, go on with these and '_', '.', '-'");
        }
    }
}
