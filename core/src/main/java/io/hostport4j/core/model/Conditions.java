package io.hostport4j.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a packet must fulfil besides, for a forward to take it: words that only one tool understands, e.g. {@code -s 10.0.0.0/8} or
 * {@code ip saddr 10.0.0.0/8}.
 *
 * <p>Equal when their fingerprints are: a backend that keeps no words can still tell whether they are the same.
 *
 * @param fingerprint empty for no conditions, else 32 hexadecimal digits that dialect and words alone decide
 * @param dialect whose words they are; empty when there are none, or when they were read where only the fingerprint stands
 * @param words as the caller gave them, one argument each; empty when they are not known
 */
public record Conditions(String fingerprint, Optional<Dialect> dialect, List<String> words) {
    /** Every packet will do. */
    public static final Conditions NONE = new Conditions("", Optional.empty(), List.of());

    private static final int FINGERPRINT_DIGITS = 32;

    /** The tools whose words conditions can be in. */
    public enum Dialect { IPTABLES, NFTABLES }

    /** @throws InvalidRequestException when the fingerprint is none */
    public Conditions {
        if (!fingerprint.isEmpty() && !isFingerprint(fingerprint)) {
            throw new InvalidRequestException("conditions", fingerprint, "a fingerprint has 32 hexadecimal digits");
        }
        words = List.copyOf(words);
    }

    /** Conditions as a caller gives them; {@link #NONE} for no words. */
    public static Conditions of(Dialect dialect, List<String> words) {
        return words.isEmpty() ? NONE : new Conditions(fingerprint(dialect, words), Optional.of(dialect), words);
    }

    /** Conditions of which only the fingerprint was found. */
    public static Conditions known(String fingerprint) {
        return fingerprint.isEmpty() ? NONE : new Conditions(fingerprint, Optional.empty(), List.of());
    }

    /** Whether every packet will do. */
    public boolean isEmpty() {
        return fingerprint.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conditions that && fingerprint.equals(that.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return words.isEmpty() ? fingerprint : String.join(" ", words);
    }

    private static boolean isFingerprint(String text) {
        return text.length() == FINGERPRINT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private static String fingerprint(Dialect dialect, List<String> words) {
        try {
            String text = dialect.name() + '\0' + String.join("\0", words);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
