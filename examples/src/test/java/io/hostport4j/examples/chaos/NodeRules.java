package io.hostport4j.examples.chaos;

/** All rules of the node at one moment: of our table, and of iptables by family. */
record NodeRules(String table, String ipv4, String ipv6) {

    static NodeRules now() {
        return new NodeRules(Rules.table(), Rules.iptables("iptables-save"), Rules.iptables("ip6tables-save"));
    }

    /** What this is, between two others. */
    Outcome between(NodeRules absent, NodeRules whole) {
        if (equals(absent)) {
            return Outcome.ABSENT;
        }
        if (equals(whole)) {
            return Outcome.WHOLE;
        }
        boolean eachIsOne = isOneOf(table, absent.table, whole.table) && isOneOf(ipv4, absent.ipv4, whole.ipv4) && isOneOf(ipv6, absent.ipv6, whole.ipv6);
        return eachIsOne ? Outcome.ONE_FAMILY : Outcome.BROKEN;
    }

    private static boolean isOneOf(String text, String one, String other) {
        return text.equals(one) || text.equals(other);
    }

    /** What a killed call left of a container's ports. */
    enum Outcome { ABSENT, WHOLE, ONE_FAMILY, BROKEN }
}
