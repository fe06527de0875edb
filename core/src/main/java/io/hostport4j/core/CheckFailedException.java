package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the kernel has is not what an attachment should have. */
public final class CheckFailedException extends HostPortException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient List<Forward> missing;
    private final transient List<Forward> foreign;
    private final List<String> faults;

    CheckFailedException(String backend, Collection<Forward> missing, Collection<Forward> foreign, List<String> faults) {
        super(message(backend, sorted(missing), sorted(foreign), faults));
        this.missing = sorted(missing);
        this.foreign = sorted(foreign);
        this.faults = List.copyOf(faults);
    }

    /** Forwards that should be there and are not. */
    public List<Forward> missing() {
        return missing;
    }

    /** Forwards that hold the attachment's ports, or carry its mark, and should not. */
    public List<Forward> foreign() {
        return foreign;
    }

    /** What is wrong with the objects that forwards need to work. */
    public List<String> faults() {
        return faults;
    }

    private static String message(String backend, List<Forward> missing, List<Forward> foreign, List<String> faults) {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("missing: " + shown(missing));
        }
        if (!foreign.isEmpty()) {
            parts.add("foreign: " + shown(foreign));
        }
        if (!faults.isEmpty()) {
            parts.add("faults: " + String.join(", ", faults));
        }
        return "host ports are not as they should be: " + String.join("; ", parts) + "; an ADD of the same container, or \"hostport reconcile\", mends it; backend "
                + backend;
    }

    private static String shown(List<Forward> forwards) {
        String text = forwards.stream().limit(SHOWN).map(Forward::toString).collect(Collectors.joining(", "));
        return forwards.size() > SHOWN ? text + " and " + (forwards.size() - SHOWN) + " more" : text;
    }

    private static List<Forward> sorted(Collection<Forward> forwards) {
        return forwards.stream().sorted(Comparator.comparing(Forward::toString)).toList();
    }
}
