package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Protocol;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@link FindingId#FORWARD_MISSING} of a port that nobody asked for, and {@link FindingId#NO_ANSWER} where all else is well: what is asked
 * about one port only.
 *
 * @param protocol the port's
 * @param port 1 to 65535
 */
record PortCheck(Protocol protocol, int port) {
    List<Finding> unknown(Node node) {
        boolean isExpected = node.differences().stream().anyMatch(difference -> !difference.missing().isEmpty());
        return isExpected || node.obstacle().isPresent() || !node.forwards().isEmpty() ? List.of()
                : List.of(new Finding(FindingId.FORWARD_MISSING, port + "/" + protocol.text(), "no running container has it, and none in "
                        + node.places().cache() + " asked for it",
                        "# add the host port to a container, and create it again; those that there are: hostport list"));
    }

    List<Finding> unanswered(List<Attempt> attempts) {
        List<Attempt> failed = attempts.stream().filter(attempt -> attempt.failure().isPresent()).toList();
        return failed.isEmpty() ? List.of() : List.of(new Finding(FindingId.NO_ANSWER, port + "/" + protocol.text(),
                failed.stream().map(Attempt::toString).collect(Collectors.joining("; ")), "hostport explain " + port + "/" + protocol.text()));
    }
}
