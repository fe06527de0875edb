package io.hostport4j.examples.agent;

/** The other side does not keep to the protocol, or to this version of it; the call is not begun. */
final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
