package io.hostport4j.cni.types;

import io.hostport4j.cni.json.JsonObject;
import java.util.List;
import java.util.Objects;

/**
 * What ADD produces, in the terms of the newest version (specification, section 5, "Add Success").
 *
 * @param interfaces the interfaces that were made
 * @param ips the addresses that were assigned
 * @param routes the routes that were made
 * @param dns the name resolution asked for
 */
public record CniResult(List<NetworkInterface> interfaces, List<IpConfig> ips, List<Route> routes, Dns dns) {

    /** A result of nothing. */
    public static final CniResult EMPTY = new CniResult(List.of(), List.of(), List.of(), Dns.NONE);

    /** Copies the lists. */
    public CniResult {
        interfaces = List.copyOf(interfaces);
        ips = List.copyOf(ips);
        routes = List.copyOf(routes);
        Objects.requireNonNull(dns, "dns");
    }

    /**
     * Reads a result of the given version.
     *
     * @param json a result; one without {@code cniVersion} is taken to be of that version
     * @throws io.hostport4j.cni.json.JsonException when a value has the wrong type or is no address
     * @throws CniException when the version is unknown, or the result says it is of a version with another shape
     */
    public static CniResult decode(JsonObject json, CniVersion version) {
        return ResultDecoder.decode(json, version);
    }

    /**
     * The result as a plugin of the given version prints it; what that version has no place for is left out.
     *
     * @throws CniException when the version is unknown, or is below 0.3.0 and the result has no address
     */
    public JsonObject encode(CniVersion version) {
        return ResultEncoder.encode(this, version);
    }
}
