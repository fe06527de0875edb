package io.hostport4j.testkit.traffic;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;

/** Why there was no answer. */
public enum Failure implements Reply {
    /** Somebody said that nobody listens there: a TCP reset, or ICMP port unreachable. */
    REFUSED,
    /** Nobody said anything in time. */
    TIMED_OUT,
    /**
     * The asking side's kernel said that there is no way (no route, or a rule that forbids it), or for TCP a router did; Linux keeps
     * a router's ICMP unreachable from plain UDP sockets, whose questions time out.
     */
    UNREACHABLE;

    /** Java tells these apart by types that overlap, so the kernel's word decides where the type does not. */
    static Failure of(IOException e) throws IOException {
        String message = String.valueOf(e.getMessage());
        if (e instanceof SocketTimeoutException || message.contains("timed out")) {
            return TIMED_OUT;
        }
        if (e instanceof PortUnreachableException || message.contains("refused")) {
            return REFUSED;
        }
        boolean noWay = Stream.of("unreachable", "not permitted", "Permission denied").anyMatch(message::contains);
        if (e instanceof NoRouteToHostException || noWay) {
            return UNREACHABLE;
        }
        throw e;
    }
}
