package io.hostport4j.core.spi;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.HostPort;
import java.util.Objects;

/**
 * A flow that the connection tracker sends elsewhere than the forward of its host port leads.
 *
 * @param source where it comes from
 * @param sentTo the address and port that its first packet was sent to
 * @param answering where it leads
 */
public record StrayFlow(Endpoint source, HostPort sentTo, Endpoint answering) {
    /** Checks that nothing is null. */
    public StrayFlow {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sentTo, "sentTo");
        Objects.requireNonNull(answering, "answering");
    }
}
