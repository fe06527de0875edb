package io.hostport4j.core.model;

/**
 * One port or several in a row.
 *
 * @param first 1 to 65535
 * @param last {@code first} to 65535; belongs to the range
 */
public record PortRange(int first, int last) {
    /** @throws InvalidRequestException when a port is outside 1 to 65535, or the last lies before the first */
    public PortRange {
        Ports.check("hostPort", first);
        Ports.check("hostPort", last);
        if (last < first) {
            throw new InvalidRequestException("hostPort", first + "-" + last, "put the lower port first");
        }
    }

    /** A range of one port. */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /** How many ports it has, at least 1. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
