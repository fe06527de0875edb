package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names of chains. Never change one: what older versions or the reference made would be found by nobody. */
final class ChainNames {
    /** Everything for the node's own addresses goes through it. */
    static final String DNAT = "CNI-HOSTPORT-DNAT";
    static final String SETMARK = "CNI-HOSTPORT-SETMARK";
    static final String MASQ = "CNI-HOSTPORT-MASQ";
    /** Of the reference before version 0.7. */
    static final String OLD_SNAT = "CNI-HOSTPORT-SNAT";
    /** What the name of each container's chain begins with. */
    static final String CONTAINER = "CNI-DN-";

    private static final String OLD_CONTAINER = "CNI-SN-";
    /** As the reference cuts them; XT_EXTENSION_MAXNAMELEN - 1, linux/netfilter/x_tables.h. */
    private static final int LENGTH = 28;
    /** The reference does not note the interface; this is what runtimes call the first one. */
    static final String USUAL_INTERFACE = "eth0";

    private ChainNames() {}

    /** The reference's chain for a container in a network, whichever interface it is. */
    static String reference(AttachmentId attachment) {
        return hashed(CONTAINER, attachment.network() + attachment.container());
    }

    /**
     * A chain for one attachment alone, where it cannot have the reference's. There is a {@code /} in what is hashed and in no name:
     * never do two attachments get the same, nor one that is another's in the reference's way.
     */
    static String own(AttachmentId attachment) {
        return hashed(CONTAINER, String.join("/", attachment.network(), attachment.container(), attachment.interfaceName()));
    }

    /** Each chain that may be an attachment's, the one to take first. */
    static Set<String> of(AttachmentId attachment) {
        Set<String> names = new LinkedHashSet<>();
        if (isUsual(attachment)) {
            names.add(reference(attachment));
        }
        names.add(own(attachment));
        return names;
    }

    /** Whether an attachment is the one that a chain without an interface's name stands for. */
    static boolean isUsual(AttachmentId attachment) {
        return attachment.interfaceName().equals(USUAL_INTERFACE);
    }

    /** The chain that the reference before version 0.7 had besides. */
    static String old(AttachmentId attachment) {
        return hashed(OLD_CONTAINER, attachment.network() + attachment.container());
    }

    private static String hashed(String prefix, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
            return (prefix + HexFormat.of().formatHex(hash)).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-512", e);
        }
    }
}
