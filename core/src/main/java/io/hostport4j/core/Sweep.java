package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.BackendFailedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Removes what is left of a network's attachments, from one place after the other; what fails in one keeps no other from it. */
final class Sweep {
    private final String network;
    private final Collection<AttachmentId> valid;
    private final List<HostPortException> failures = new ArrayList<>();

    Sweep(String network, Collection<AttachmentId> valid) {
        this.network = network;
        this.valid = List.copyOf(valid);
    }

    /**
     * Removes what is left in one place.
     *
     * @param list all forwards that are there
     * @param remove removes those of an owner
     * @return the forwards that went
     */
    Set<Forward> through(Supplier<Set<Forward>> list, Function<Owner, Set<Forward>> remove) {
        Set<Forward> gone = new LinkedHashSet<>();
        try {
            for (Owner owner : Forwards.owners(list.get())) {
                if (isStray(owner)) {
                    gone.addAll(removed(owner, remove));
                }
            }
        } catch (HostPortException e) {
            failures.add(e);
        }
        return gone;
    }

    /** @throws HostPortException when anything failed: that, or all of it together */
    void requireSuccess() {
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        if (!failures.isEmpty()) {
            BackendFailedException all = new BackendFailedException(failures.size() + " failures: "
                    + failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")));
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }

    private Set<Forward> removed(Owner owner, Function<Owner, Set<Forward>> remove) {
        try {
            return remove.apply(owner);
        } catch (HostPortException e) {
            failures.add(e);
            return Set.of();
        }
    }

    /** A mark that names no network stays: its container may be alive in another one. */
    private boolean isStray(Owner owner) {
        return owner.isOf(network) && valid.stream().noneMatch(attachment -> attachment.owner().covers(owner));
    }
}
