package io.hostport4j.cni.runtime;

import java.util.List;
import java.util.stream.Collectors;

/** A GC that did what it could; each failure is a suppressed exception, and on a line of the message. */
public final class GarbageCollectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GarbageCollectionException(List<RuntimeException> failures) {
        super(failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
        failures.forEach(this::addSuppressed);
    }
}
