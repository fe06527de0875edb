package io.hostport4j.core.model;

/** The one place that knows which port numbers exist. */
final class Ports {
    static final int MIN = 1;
    static final int MAX = 65535;

    private Ports() {}

    static int check(String key, int port) {
        if (port < MIN || port > MAX) {
            throw new InvalidRequestException(key, Integer.toString(port), "give a port from " + MIN + " to " + MAX);
        }
        return port;
    }
}
