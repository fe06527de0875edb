package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;

/**
 * A table.
 *
 * @param family nft's name of its family: ip, ip6, inet
 * @param maker by what it was made
 */
public record TableName(Maker maker, String family, String name) {
    /** The tools that make tables. */
    public enum Maker {
        /** The nft tool, or a program that speaks to nf_tables itself. */
        NFT(""),
        /** iptables, which keeps its tables in nf_tables. */
        IPTABLES_NFT("iptables"),
        /** The iptables of old, which has tables of its own in the kernel. */
        IPTABLES_LEGACY("legacy iptables");

        private final String word;

        Maker(String word) {
            this.word = word;
        }
    }

    /** Whether packets of a family come to its chains. */
    boolean sees(Family packets) {
        return family.equals("inet") || family.equals(packets == Family.IPV4 ? "ip" : "ip6");
    }

    @Override
    public String toString() {
        if (maker == Maker.NFT) {
            return family + " " + name;
        }
        return (family.equals("ip6") ? maker.word.replace("iptables", "ip6tables") : maker.word) + " " + name;
    }
}
