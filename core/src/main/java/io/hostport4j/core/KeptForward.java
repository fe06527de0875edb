package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import java.util.Comparator;

/**
 * A forward of the node and where it is kept.
 *
 * @param forward as it was found
 * @param backend name of the backend that found it
 */
public record KeptForward(Forward forward, String backend) {
    static final Comparator<KeptForward> IN_ORDER = Comparator.comparing((KeptForward kept) -> kept.forward.hostPort().protocol())
            .thenComparing(kept -> kept.forward.hostPort().port())
            .thenComparing(kept -> kept.forward.hostPort().family())
            .thenComparing(kept -> kept.forward.hostPort().address().getHostAddress())
            .thenComparing(KeptForward::backend);
}
