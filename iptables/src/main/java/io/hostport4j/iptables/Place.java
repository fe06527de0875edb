package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;

/** One of the nat tables that a node has. */
record Place(Flavour flavour, Family family) {
    @Override
    public String toString() {
        return "table nat (" + flavour + ", " + family + ")";
    }
}
