package io.hostport4j.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The mark of an attachment as it stands beside each of its forwards in the kernel: {@code network/container/interface}.
 *
 * <p>Never change how it is made: forwards of older versions would lose their owner. Names that together are longer than
 * {@value #MAX_LENGTH} bytes are cut and end in {@code ~} and a hash; no name has a {@code ~} of its own, so a cut mark never
 * equals a whole one. An interface name that {@code nft} could not read back from its own listing becomes {@code ~} and a hash.
 *
 * <p>Equal when their texts are.
 *
 * @param text at most {@value #MAX_LENGTH} bytes of UTF-8, two {@code /} in it
 * @param attachment whose mark it is; empty for a mark that was found in the kernel
 */
public record Owner(String text, Optional<AttachmentId> attachment) {
    /** What stands for a network or an interface that was not noted. */
    public static final String UNKNOWN = "~";
    /** The {@code nft} tool refuses comments that are longer ({@code NFTNL_UDATA_COMMENT_MAXLEN}, nft 1.0.6). */
    public static final int MAX_LENGTH = 128;

    /** Bytes of UTF-8 that one char can take. */
    private static final int UTF8_MOST = 3;
    private static final int CUT_NETWORK = 47;
    private static final int CUT_CONTAINER = 64;
    private static final int HASH_DIGITS = 32;
    private static final int INTERFACE_HASH_DIGITS = 14;

    /** @throws InvalidRequestException when it is no mark */
    public Owner {
        if (!isOwner(text)) {
            throw new InvalidRequestException("owner", text, "a mark is network/container/interface in at most 128 bytes");
        }
    }

    /**
     * A mark that was found in the kernel.
     *
     * @throws InvalidRequestException when it is no mark
     */
    public Owner(String text) {
        this(text, Optional.empty());
    }

    static Owner of(AttachmentId id) {
        String interfaceName = isQuotable(id.interfaceName())
                ? id.interfaceName() : "~" + hash(id.interfaceName(), INTERFACE_HASH_DIGITS);
        String whole = String.join("/", id.network(), id.container(), interfaceName);
        if (fits(whole)) {
            return new Owner(whole, Optional.of(id));
        }
        return new Owner(String.join("/", cut(id.network(), CUT_NETWORK), cut(id.container(), CUT_CONTAINER), interfaceName),
                Optional.of(id));
    }

    /** Some attachment of a container, as programs mark it that note no more than the container's id. */
    public static Owner ofContainer(String container) {
        return new Owner(String.join("/", UNKNOWN, cut(container, CUT_CONTAINER), UNKNOWN));
    }

    /** Some interface of a container in a network, as programs mark it that do not note the interface. */
    public static Owner ofAnyInterface(String network, String container) {
        String whole = String.join("/", network, container, UNKNOWN);
        return new Owner(fits(whole) ? whole : String.join("/", cut(network, CUT_NETWORK), cut(container, CUT_CONTAINER), UNKNOWN));
    }

    /** Whether what carries the other mark is, or may be, of the attachment that has this one. */
    public boolean covers(Owner other) {
        return equals(other) || other.isIncomplete() && (other.network().equals(UNKNOWN) || other.isOf(network()))
                && cut(other.container(), CUT_CONTAINER).equals(cut(container(), CUT_CONTAINER));
    }

    /** Whether the mark says too little to tell one attachment of its container from another. */
    public boolean isIncomplete() {
        return text.endsWith("/" + UNKNOWN);
    }

    /** Whether it is the mark of an attachment to a network; false for a mark that names none. */
    public boolean isOf(String network) {
        return cut(network(), CUT_NETWORK).equals(cut(network, CUT_NETWORK));
    }

    /** Whether a text found in the kernel is a mark. */
    public static boolean isOwner(String text) {
        int first = text.indexOf('/');
        int second = text.indexOf('/', first + 1);
        return fits(text) && first > 0 && second > first + 1 && second < text.length() - 1 && text.indexOf('/', second + 1) < 0;
    }

    /** The network's name; cut when it was too long. */
    public String network() {
        return text.substring(0, text.indexOf('/'));
    }

    /** The container's id; cut when it was too long. */
    public String container() {
        return text.substring(text.indexOf('/') + 1, text.lastIndexOf('/'));
    }

    /** The interface inside the container. */
    public String interfaceName() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Owner that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Between quotation marks {@code nft} knows no way to write one, and its comments end at a NUL. */
    private static boolean isQuotable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '"' || Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String text) {
        return text.length() * UTF8_MOST <= MAX_LENGTH || text.getBytes(StandardCharsets.UTF_8).length <= MAX_LENGTH;
    }

    private static String cut(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length - HASH_DIGITS - 1) + "~" + hash(name, HASH_DIGITS);
    }

    private static String hash(String name, int digits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
