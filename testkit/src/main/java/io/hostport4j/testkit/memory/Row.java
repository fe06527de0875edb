package io.hostport4j.testkit.memory;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Link;
import java.net.InetAddress;
import java.util.Map;

/**
 * A forward as a node keeps it.
 *
 * @param link the way to the container that it was made for
 */
record Row(Forward forward, Link link) {
    /** The same forward with the way that the container has now; with its own where that is not told. */
    Row by(Map<InetAddress, Link> links) {
        return new Row(forward, links.getOrDefault(forward.target().address(), link));
    }

    @Override
    public String toString() {
        return "forward " + forward + ", masquerade " + forward.masquerade() + ", link " + link.index() + "/" + link.prefixLength();
    }
}
