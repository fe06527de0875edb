package io.hostport4j.core.model;

import java.util.Locale;

/** Transport protocols a host port can have, with their IANA numbers. */
public enum Protocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /** The number in the IP header, {@code IPPROTO_*} in {@code linux/in.h}. */
    public int number() {
        return number;
    }

    /** The name in lower case, as rules and CNI write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The protocol of that name, in any case: container runtimes write "tcp", Kubernetes "TCP".
     *
     * @throws InvalidRequestException when it is none of tcp, udp, sctp
     */
    public static Protocol parse(String text) {
        for (Protocol protocol : values()) {
            if (protocol.name().equalsIgnoreCase(text)) {
                return protocol;
            }
        }
        throw new InvalidRequestException("protocol", text, "use tcp, udp or sctp");
    }

    /**
     * The protocol of that IANA number.
     *
     * @throws InvalidRequestException when it is none of 6, 17, 132
     */
    public static Protocol ofNumber(int number) {
        for (Protocol protocol : values()) {
            if (protocol.number == number) {
                return protocol;
            }
        }
        throw new InvalidRequestException("protocol", Integer.toString(number), "use 6 (tcp), 17 (udp) or 132 (sctp)");
    }
}
