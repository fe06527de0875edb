package io.hostport4j.core.reconcile;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Brings host ports back that should be there and are not, as ADD would. What nobody lists is left alone: somebody else may have
 * asked for it.
 */
public final class Reconciler {
    private static final String NOTHING_THERE = "nothing of it was there";

    private final HostPorts hostPorts;

    /** @param hostPorts stays the caller's to close */
    public Reconciler(HostPorts hostPorts) {
        this.hostPorts = hostPorts;
    }

    /**
     * Mends what is not as it should be. What fails for one attachment keeps no other from its host ports.
     *
     * @throws HostPortException when what is there cannot be read
     */
    public Reconciliation reconcile(Collection<HostPortRequest> desired) {
        Map<AttachmentId, AttachmentState> states = new HashMap<>();
        Collection<HostPortRequest> rest = desired;
        while (!rest.isEmpty()) {
            addAbsent(rest, states);
            for (HostPortRequest request : rest) {
                if (!states.containsKey(request.attachment())) {
                    AttachmentState state = state(request, this::mend);
                    states.put(request.attachment(), state);
                    if (!(state instanceof AttachmentState.Whole)) {
                        // Where one lost something after the look at everything, the others may have lost all.
                        break;
                    }
                }
            }
            rest = rest.stream().filter(request -> !states.containsKey(request.attachment())).toList();
        }
        return new Reconciliation(desired.stream().map(request -> states.get(request.attachment())).toList());
    }

    /**
     * Tells what {@link #reconcile} would mend, and what it could not mend, and changes nothing.
     *
     * @throws HostPortException when what is there cannot be read
     */
    public Reconciliation compare(Collection<HostPortRequest> desired) {
        Set<AttachmentId> absent = new HashSet<>();
        absent(desired).forEach(request -> absent.add(request.attachment()));
        return new Reconciliation(desired.stream().map(request -> absent.contains(request.attachment())
                ? rehearsed(request) : state(request, (broken, found) -> new AttachmentState.Broken(broken.attachment(), found))).toList());
    }

    private void addAbsent(Collection<HostPortRequest> desired, Map<AttachmentId, AttachmentState> states) {
        List<HostPortRequest> absent = absent(desired);
        Map<AttachmentId, HostPortException> failures = hostPorts.addAll(absent);
        for (HostPortRequest request : absent) {
            AttachmentId id = request.attachment();
            states.put(id, failures.containsKey(id) ? new AttachmentState.Failed(id, failures.get(id)) : new AttachmentState.Mended(id, NOTHING_THERE));
        }
    }

    private AttachmentState rehearsed(HostPortRequest request) {
        try {
            hostPorts.rehearse(request);
            return new AttachmentState.Broken(request.attachment(), NOTHING_THERE);
        } catch (HostPortException e) {
            return new AttachmentState.Failed(request.attachment(), e);
        }
    }

    private AttachmentState mend(HostPortRequest request, String found) {
        hostPorts.add(request);
        return new AttachmentState.Mended(request.attachment(), found);
    }

    /** Those of which nothing is there. After a flush these are all: one look at everything spares a look at each. */
    private List<HostPortRequest> absent(Collection<HostPortRequest> desired) {
        Set<Owner> present = new HashSet<>();
        for (Forward forward : desired.isEmpty() ? List.<Forward>of() : hostPorts.list()) {
            present.add(forward.owner());
        }
        return desired.stream().filter(request -> !mayBePresent(request, present)).toList();
    }

    private AttachmentState state(HostPortRequest request, BiFunction<HostPortRequest, String, AttachmentState> broken) {
        try {
            hostPorts.check(request);
            return new AttachmentState.Whole(request.attachment());
        } catch (CheckFailedException e) {
            return state(request, e, broken);
        } catch (HostPortException e) {
            return new AttachmentState.Failed(request.attachment(), e);
        }
    }

    private static AttachmentState state(HostPortRequest request, CheckFailedException difference,
            BiFunction<HostPortRequest, String, AttachmentState> broken) {
        try {
            return broken.apply(request, text(difference));
        } catch (HostPortException e) {
            return new AttachmentState.Failed(request.attachment(), e);
        }
    }

    /** Also under a mark that says less. */
    private static boolean mayBePresent(HostPortRequest request, Set<Owner> present) {
        Owner owner = request.attachment().owner();
        return present.contains(owner) || present.contains(Owner.ofContainer(request.attachment().container()))
                || present.contains(Owner.ofAnyInterface(request.attachment().network(), request.attachment().container()));
    }

    private static String text(CheckFailedException difference) {
        List<String> parts = new ArrayList<>();
        difference.missing().forEach(forward -> parts.add("missing: " + forward));
        difference.foreign().forEach(forward -> parts.add("foreign: " + forward));
        parts.addAll(difference.faults());
        return String.join("; ", parts);
    }
}
