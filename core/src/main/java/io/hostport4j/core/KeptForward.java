package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import java.util.Comparator;
import java.util.OptionalLong;

/**
 * A forward of the node and where it is kept.
 *
 * @param forward as it was found
 * @param backend name of the backend that found it
 * @param connections that it took since it came there; empty where none are counted
 */
public record KeptForward(Forward forward, String backend, OptionalLong connections) {
    static final Comparator<KeptForward> IN_ORDER = Comparator.comparing((KeptForward kept) -> kept.forward.hostPort().protocol())
            .thenComparing(kept -> kept.forward.hostPort().port())
            .thenComparing(kept -> kept.forward.hostPort().family())
            .thenComparing(kept -> kept.forward.hostPort().address().getHostAddress())
            .thenComparing(KeptForward::backend);
}
