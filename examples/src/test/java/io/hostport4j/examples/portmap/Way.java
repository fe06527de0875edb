package io.hostport4j.examples.portmap;

/** The ways on which clients come to a host port. */
enum Way {
    OUTSIDE_CLIENT("from outside"),
    NODE_BY_ITS_ADDRESS("from the node to its address"),
    NODE_BY_LOOPBACK("from the node to localhost"),
    CONTAINER_ITSELF("from the container itself"),
    NEIGHBOUR("from a neighbour on the bridge");

    private final String text;

    Way(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
