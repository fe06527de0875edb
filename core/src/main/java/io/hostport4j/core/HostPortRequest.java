package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The host ports that one attachment shall have.
 *
 * @param attachment who owns them
 * @param addresses of the container; the first of each family is forwarded to, a family without one gets nothing
 * @param mappings in the caller's order; not empty
 * @param masquerade for which clients the node puts its own address in the place of theirs
 * @param conditions what packets of a family must fulfil besides; a family that is not in it has none
 * @param policy towards others who have one of the ports already
 */
public record HostPortRequest(AttachmentId attachment, List<ContainerAddress> addresses, List<PortMapping> mappings, Masquerade masquerade,
        Map<Family, Conditions> conditions, PortPolicy policy) {
    /** Copies the collections. */
    public HostPortRequest {
        Objects.requireNonNull(attachment, "attachment");
        Objects.requireNonNull(masquerade, "masquerade");
        Objects.requireNonNull(policy, "policy");
        addresses = List.copyOf(addresses);
        mappings = List.copyOf(mappings);
        conditions = Map.copyOf(conditions);
    }

    /** A request with the usual policy. */
    public HostPortRequest(AttachmentId attachment, List<ContainerAddress> addresses, List<PortMapping> mappings, Masquerade masquerade,
            Map<Family, Conditions> conditions) {
        this(attachment, addresses, mappings, masquerade, conditions, PortPolicy.DEFAULT);
    }

    /** A request without conditions. */
    public HostPortRequest(AttachmentId attachment, List<ContainerAddress> addresses, List<PortMapping> mappings, Masquerade masquerade) {
        this(attachment, addresses, mappings, masquerade, Map.of());
    }

    /** A request with {@link Masquerade#WHEN_NEEDED}, which suits bridges. */
    public HostPortRequest(AttachmentId attachment, List<ContainerAddress> addresses, List<PortMapping> mappings) {
        this(attachment, addresses, mappings, Masquerade.WHEN_NEEDED);
    }

    /** The same with another policy. */
    public HostPortRequest with(PortPolicy other) {
        return new HostPortRequest(attachment, addresses, mappings, masquerade, conditions, other);
    }
}
