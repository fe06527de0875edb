package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MalformedMessageException;

/** What a base chain may do. */
public enum ChainType {
    /** Let packets pass or not. */
    FILTER("filter"),
    /** Translate addresses; asked for the first packet of each connection only. */
    NAT("nat"),
    /** Have locally made packets routed again when it changed them. */
    ROUTE("route");

    private final String word;

    ChainType(String word) {
        this.word = word;
    }

    static ChainType parse(String word) {
        for (ChainType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new MalformedMessageException("there is no chain type \"" + word + "\"");
    }

    @Override
    public String toString() {
        return word;
    }
}
