package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.util.Optional;
import java.util.OptionalInt;

/** The one error that leaves a netlink socket: a system call failed, or the kernel refused a request. */
public final class NetlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int number;
    private final transient Optional<ErrorMessage> refusal;
    private final int sequence;

    private NetlinkException(String operation, int number, Optional<ErrorMessage> refusal, int sequence) {
        super(message(operation, number, refusal));
        this.operation = operation;
        this.number = number;
        this.refusal = refusal;
        this.sequence = sequence;
    }

    /** A system call ended with an error number. */
    static NetlinkException ofSystemCall(String call, int number) {
        return new NetlinkException(call, number, Optional.empty(), 0);
    }

    /** The kernel answered a request with an error. */
    public static NetlinkException ofRefusal(String operation, ErrorMessage refusal, int sequence) {
        return new NetlinkException(operation, refusal.errno(), Optional.of(refusal), sequence);
    }

    /** The kernel's answer could not be read: EBADMSG. */
    public static NetlinkException ofMalformed(String operation, MalformedMessageException cause) {
        NetlinkException exception = new NetlinkException(operation + ", " + cause.getMessage(), Errno.EBADMSG.number(),
                Optional.empty(), 0);
        exception.initCause(cause);
        return exception;
    }

    /** What was tried, e.g. {@code add table inet hostport} or {@code send}. */
    public String operation() {
        return operation;
    }

    /** The error as a constant, {@link Errno#OTHER} when it has none. */
    public Errno errno() {
        return Errno.of(number);
    }

    /** The positive error number. */
    public int errorNumber() {
        return number;
    }

    /** The kernel's own words, from its extended acknowledgement. */
    public Optional<String> kernelText() {
        return refusal.flatMap(ErrorMessage::text);
    }

    /** Offset of the wrong attribute in the request, in bytes. */
    public OptionalInt offset() {
        return refusal.map(ErrorMessage::offset).orElse(OptionalInt.empty());
    }

    /** Sequence number of the refused request; 0 for a system call. */
    public int sequence() {
        return sequence;
    }

    private static String message(String operation, int number, Optional<ErrorMessage> refusal) {
        Errno errno = Errno.of(number);
        String name = errno == Errno.OTHER ? "errno " + number : errno.meaning() + " (" + errno + ")";
        return operation + ": " + name + refusal.flatMap(ErrorMessage::text).map(text -> ": kernel says \"" + text + "\"").orElse("");
    }
}
