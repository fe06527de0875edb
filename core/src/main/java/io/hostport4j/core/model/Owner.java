package io.hostport4j.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The mark of an attachment as it stands beside each of its forwards in the kernel: {@code network/container/interface}.
 *
 * <p>Never change how it is made: forwards of older versions would lose their owner. Names that together are longer than
 * {@value #MAX_LENGTH} bytes are cut and end in {@code ~} and a hash; no name has a {@code ~} of its own, so a cut mark never
 * equals a whole one. An interface name that {@code nft} could not read back from its own listing becomes {@code ~} and a hash.
 *
 * @param text at most {@value #MAX_LENGTH} bytes of UTF-8, two {@code /} in it
 */
public record Owner(String text) {
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

    static Owner of(AttachmentId id) {
        String interfaceName = isQuotable(id.interfaceName())
                ? id.interfaceName() : "~" + hash(id.interfaceName(), INTERFACE_HASH_DIGITS);
        String whole = String.join("/", id.network(), id.container(), interfaceName);
        if (fits(whole)) {
            return new Owner(whole);
        }
        return new Owner(String.join("/", cut(id.network(), CUT_NETWORK), cut(id.container(), CUT_CONTAINER), interfaceName));
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
