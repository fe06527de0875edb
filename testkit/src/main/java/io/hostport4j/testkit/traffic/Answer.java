package io.hostport4j.testkit.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * What a {@link Server} answers.
 *
 * @param server the name of the server
 * @param sourceAddress where the question came from, as the server saw it
 */
public record Answer(String server, InetAddress sourceAddress) implements Reply {

    /** Checks. */
    public Answer {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(sourceAddress, "sourceAddress");
    }

    String toLine() {
        return server + " " + sourceAddress.getHostAddress() + "\n";
    }

    static Answer ofLine(String line) throws UnknownHostException {
        String[] words = line.strip().split(" ");
        return new Answer(words[0], InetAddress.getByName(words[1]));
    }
}
