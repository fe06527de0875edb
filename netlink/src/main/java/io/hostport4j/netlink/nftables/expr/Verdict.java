package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of a packet, {@code enum nft_verdicts} in {@code linux/netfilter/nf_tables.h}.
 *
 * @param chain where to go on, for {@link Kind#JUMP} and {@link Kind#GOTO} and only for them
 */
public record Verdict(Kind kind, Optional<String> chain) {
    /** The verdicts by themselves. */
    public enum Kind {
        /** The packet is dropped, at once. */
        DROP(0),
        /** This base chain is done with the packet; others are still asked. */
        ACCEPT(1),
        /** The next rule is asked. */
        CONTINUE(-1),
        /** This rule ends; the next one is asked. */
        BREAK(-2),
        /** Another chain is asked, and then the next rule. */
        JUMP(-3),
        /** Another chain is asked instead of the rest of this one. */
        GOTO(-4),
        /** Back to the chain that jumped here; in a base chain its policy. */
        RETURN(-5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private static final int ATTR_CODE = 1;
    private static final int ATTR_CHAIN = 2;

    /** @throws IllegalArgumentException when a chain is missing or out of place */
    public Verdict {
        Objects.requireNonNull(kind, "kind");
        if (chain.isPresent() != namesChain(kind)) {
            throw new IllegalArgumentException("verdict " + kind + " with chain " + chain + "; jump and goto have one, no other has");
        }
    }

    /** {@link Kind#ACCEPT}. */
    public static Verdict accept() {
        return new Verdict(Kind.ACCEPT, Optional.empty());
    }

    /** {@link Kind#DROP}. */
    public static Verdict drop() {
        return new Verdict(Kind.DROP, Optional.empty());
    }

    /** {@link Kind#RETURN}. */
    public static Verdict returning() {
        return new Verdict(Kind.RETURN, Optional.empty());
    }

    /** {@link Kind#JUMP} to a chain of the same table. */
    public static Verdict jump(String chain) {
        return new Verdict(Kind.JUMP, Optional.of(chain));
    }

    /** {@link Kind#GOTO} a chain of the same table. */
    public static Verdict goTo(String chain) {
        return new Verdict(Kind.GOTO, Optional.of(chain));
    }

    void write(MessageWriter writer) {
        writer.attributeBe32(ATTR_CODE, kind.code);
        if (chain.isPresent()) {
            writer.attributeString(ATTR_CHAIN, chain.get());
        }
    }

    /** Empty for verdicts that are not listed here, queues for one. */
    static Optional<Verdict> parse(Attributes verdict) {
        Integer code = null;
        Optional<String> chain = Optional.empty();
        while (verdict.next()) {
            if (verdict.type() == ATTR_CODE) {
                code = verdict.be32();
            } else if (verdict.type() == ATTR_CHAIN) {
                chain = Optional.of(verdict.string());
            }
        }
        if (code == null) {
            throw new MalformedMessageException("verdict without a code");
        }
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                if (chain.isPresent() != namesChain(kind)) {
                    throw new MalformedMessageException("verdict " + kind + " with chain " + chain);
                }
                return Optional.of(new Verdict(kind, chain));
            }
        }
        return Optional.empty();
    }

    private static boolean namesChain(Kind kind) {
        return kind == Kind.JUMP || kind == Kind.GOTO;
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Verdict that && kind == that.kind && chain.equals(that.chain);
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + chain.hashCode();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + chain.map(name -> " -> " + name).orElse("");
    }
}
