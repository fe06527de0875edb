package io.hostport4j.core.reconcile;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
        return each(desired, this::mend);
    }

    /**
     * Tells what {@link #reconcile} would mend, and changes nothing.
     *
     * @throws HostPortException when what is there cannot be read
     */
    public Reconciliation compare(Collection<HostPortRequest> desired) {
        return each(desired, (request, found) -> new AttachmentState.Broken(request.attachment(), found));
    }

    private AttachmentState mend(HostPortRequest request, String found) {
        hostPorts.add(request);
        return new AttachmentState.Mended(request.attachment(), found);
    }

    private Reconciliation each(Collection<HostPortRequest> desired, BiFunction<HostPortRequest, String, AttachmentState> broken) {
        // After a flush nothing is there: one look at all spares a look at each.
        Set<Owner> present = new HashSet<>();
        for (Forward forward : desired.isEmpty() ? List.<Forward>of() : hostPorts.list()) {
            present.add(forward.owner());
        }
        List<AttachmentState> states = new ArrayList<>();
        for (HostPortRequest request : desired) {
            states.add(state(request, mayBePresent(request, present), broken));
        }
        return new Reconciliation(states);
    }

    private AttachmentState state(HostPortRequest request, boolean mayBePresent,
            BiFunction<HostPortRequest, String, AttachmentState> broken) {
        try {
            if (!mayBePresent) {
                return broken.apply(request, NOTHING_THERE);
            }
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
