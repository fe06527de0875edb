package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;

/** One of the nat tables that a node has. */
record Place(Flavour flavour, Family family) {
    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Place that && flavour == that.flavour && family == that.family;
    }

    @Override
    public int hashCode() {
        return flavour.ordinal() * 31 + family.ordinal();
    }

    @Override
    public String toString() {
        return "table nat (" + flavour + ", " + family + ")";
    }
}
