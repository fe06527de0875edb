package io.hostport4j.core.table;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What keeps packets from the forwards of an owner with conditions, in one family: rules in chain {@code conditions}, each with the
 * owner's mark as its comment and a jump at its end, and the chain that they jump to, which accepts what does not fulfil the
 * conditions before a map is asked.
 *
 * @param owner whose forwards are behind it
 * @param family of the host ports
 */
public record Gate(Owner owner, Family family) {
    private static final int HASH_DIGITS = 32;
    private static final Pattern CHAIN = Pattern.compile("if[46]_[0-9a-f]{" + HASH_DIGITS + "}");

    /** Checks that nothing is null. */
    public Gate {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(family, "family");
    }

    /** The name of its chain: {@code if4_} or {@code if6_} and a hash of the owner's mark. Never change how it is made. */
    public String chain() {
        return prefix(family) + hash(owner);
    }

    /** Whether a chain has a name that some gate's would have. */
    public static boolean isChain(String name) {
        return CHAIN.matcher(name).matches();
    }

    /**
     * What a rule of chain {@code conditions} belongs to; empty when it is nothing of this library's.
     *
     * @param comment of the rule
     * @param target the chain that the rule jumps to, where that is the last it does
     */
    public static Optional<Gate> parse(Optional<String> comment, Optional<String> target) {
        if (comment.isEmpty() || target.isEmpty() || !Owner.isOwner(comment.get())) {
            return Optional.empty();
        }
        Owner owner = new Owner(comment.get());
        for (Family family : Family.values()) {
            Gate gate = new Gate(owner, family);
            if (target.get().startsWith(prefix(family)) && target.get().equals(gate.chain())) {
                return Optional.of(gate);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return family + " conditions of " + owner + " in " + TableChain.CONDITIONS;
    }

    private static String prefix(Family family) {
        return switch (family) {
            case IPV4 -> "if4_";
            case IPV6 -> "if6_";
        };
    }

    private static String hash(Owner owner) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(owner.text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
