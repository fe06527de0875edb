package io.hostport4j.cni.types;

import io.hostport4j.cni.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Results that several tests look at. */
final class Results {

    /** One of everything that the newest version has a place for. */
    static final CniResult FULL = new CniResult(
            List.of(
                    new NetworkInterface(
                            "eth0",
                            Optional.of("00:11:22:33:44:55"),
                            OptionalInt.of(1450),
                            Optional.of("/var/run/netns/c1"),
                            Optional.of("/run/vhost.sock"),
                            Optional.of("0000:00:1f.6")),
                    NetworkInterface.onHost("cni0")),
            List.of(
                    new IpConfig(OptionalInt.of(0), Cidr.parse("10.0.0.2/24"), Optional.of(IpAddresses.parse("10.0.0.1"))),
                    new IpConfig(OptionalInt.empty(), Cidr.parse("2001:db8::2/64"), Optional.empty()),
                    new IpConfig(OptionalInt.of(1), Cidr.parse("10.0.0.3/24"), Optional.empty())),
            List.of(
                    new Route(
                            Cidr.parse("0.0.0.0/0"),
                            Optional.of(IpAddresses.parse("10.0.0.1")),
                            OptionalInt.of(1400),
                            OptionalInt.of(1360),
                            OptionalInt.of(100),
                            OptionalInt.of(0),
                            OptionalInt.of(0)),
                    Route.via(Cidr.parse("2001:db8:1::5/48"), Optional.empty())),
            new Dns(
                    List.of("10.0.0.53", "2001:db8::53"),
                    Optional.of("example.com"),
                    List.of("a.example.com"),
                    List.of("ndots:5")));

    private Results() {}

    static CniResult decode(String version, String json) {
        return CniResult.decode(JsonObject.parse(json), CniVersion.parse(version));
    }

    static String encode(CniResult result, String version) {
        return result.encode(CniVersion.parse(version)).toIndentedString();
    }
}
