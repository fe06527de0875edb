package io.hostport4j.testkit.cni;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a successful ADD gives back (CNI specification 1.1.0, section 5).
 *
 * @param json a JSON object
 */
public record CniResult(String json) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the text is not a JSON object
     */
    public CniResult {
        new Json().object(json);
    }

    /**
     * The addresses of {@code ips}, or of {@code ip4} and {@code ip6} as versions below 0.3.0 have them; without their prefix lengths.
     *
     * @return the addresses, in their order
     */
    public List<InetAddress> addresses() {
        JsonNode result = new Json().object(json);
        List<InetAddress> addresses = new ArrayList<>();
        for (JsonNode ip : result.path("ips")) {
            addresses.add(address(ip.path("address")));
        }
        for (String family : List.of("ip4", "ip6")) {
            if (result.has(family)) {
                addresses.add(address(result.path(family).path("ip")));
            }
        }
        return List.copyOf(addresses);
    }

    private InetAddress address(JsonNode cidr) {
        String address = cidr.asText().replaceFirst("/.*", "");
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address \"" + address + "\" is none in CNI result " + json, e);
        }
    }
}
