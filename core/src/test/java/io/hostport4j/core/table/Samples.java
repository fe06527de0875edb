package io.hostport4j.core.table;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Short words for forwards and fields in tests. */
final class Samples {
    static final Owner OWNER = new AttachmentId("net", "web", "eth0").owner();
    static final Owner OTHER = new AttachmentId("net", "dns", "eth0").owner();

    private Samples() {}

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static HostPort tcp(String address, int port) {
        return new HostPort(Protocol.TCP, ip(address), port);
    }

    static HostPort udp(String address, int port) {
        return new HostPort(Protocol.UDP, ip(address), port);
    }

    static Endpoint endpoint(String address, int port) {
        return new Endpoint(ip(address), port);
    }

    static Forward forward(HostPort hostPort, String target, int port, Owner owner) {
        return new Forward(hostPort, endpoint(target, port), Masquerade.WHEN_NEEDED, owner);
    }

    /** Fields, each a number or an address. */
    static List<FieldValue> fields(Object... values) {
        return Arrays.stream(values).map(value -> value instanceof Number number
                ? FieldValue.of(number.longValue()) : FieldValue.of(ip((String) value))).toList();
    }
}
