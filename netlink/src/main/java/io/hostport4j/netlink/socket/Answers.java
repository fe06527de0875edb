package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the kernel said to the requests of one send.
 *
 * @param messages objects it answered with, in its order; each has the sequence number of its request
 * @param errors what it refused, by sequence number, in its order
 * @param interrupted whether a dump is inconsistent because objects changed while it was made
 */
public record Answers(List<NetlinkMessage> messages, Map<Integer, ErrorMessage> errors, boolean interrupted) {
    /** Takes both as they are, to be read only. */
    public Answers {
        messages = Collections.unmodifiableList(messages);
        errors = Collections.unmodifiableMap(errors);
    }

    /**
     * These answers, when nothing was refused.
     *
     * @param operation what was tried, for the message
     * @throws NetlinkException with the first refusal
     */
    public Answers orThrow(String operation) {
        for (Map.Entry<Integer, ErrorMessage> error : errors.entrySet()) {
            throw NetlinkException.ofRefusal(operation, error.getValue(), error.getKey());
        }
        return this;
    }

    /** The first object that answers a request; empty when that was refused or had none. */
    public Optional<NetlinkMessage> first(int sequence) {
        for (NetlinkMessage message : messages) {
            if (message.sequence() == sequence) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
