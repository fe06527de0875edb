package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import java.nio.file.Path;
import java.util.Optional;

/** The two programs that are called iptables; neither sees the rules of the other. */
enum Flavour {
    /** Keeps its rules in nf_tables. */
    NFT("nft"),
    /** Keeps its rules in ip_tables and ip6_tables. */
    LEGACY("legacy");

    private final String text;

    Flavour(String text) {
        this.text = text;
    }

    /** Which one a program is, by the name of the file that it really is, e.g. {@code xtables-nft-multi}. */
    static Optional<Flavour> of(Path program) {
        String file = program.getFileName().toString();
        if (file.contains(NFT.text)) {
            return Optional.of(NFT);
        }
        // Before 1.8 there was one only.
        return file.contains(LEGACY.text) || file.equals("xtables-multi") ? Optional.of(LEGACY) : Optional.empty();
    }

    /** The name that its programs have where both are installed, e.g. {@code ip6tables-legacy}. */
    String program(Family family) {
        return plainProgram(family) + "-" + text;
    }

    /** The name that the programs of the flavour in use have. */
    static String plainProgram(Family family) {
        return family == Family.IPV4 ? "iptables" : "ip6tables";
    }

    @Override
    public String toString() {
        return "iptables-" + text;
    }
}
